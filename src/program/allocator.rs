//! How much freed memory the program keeps.
//!
//! Once a large block was freed, glibc keeps up to 64 MB of freed memory for each thread that allocated at the same time
//! as others. It reads another limit from the environment, before the program begins. So the explorer, which may stay
//! open for days, starts itself again with one.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// How much may be kept for a thread, in bytes.
const LIMIT: (&str, &str) = ("MALLOC_TRIM_THRESHOLD_", "4000000");

/// Another way to set the same.
const TUNABLES: &str = "GLIBC_TUNABLES";

/// Starts this program again with a limit, in the same process, unless the environment may have one already. Does
/// nothing where the allocator is another one.
pub fn limit() {
    let glibc = cfg!(all(target_os = "linux", target_env = "gnu"));
    let is_set = [LIMIT.0, TUNABLES]
        .map(env::var_os)
        .iter()
        .any(Option::is_some);
    if !glibc || is_set {
        return;
    }
    let mut arguments = env::args_os();
    if let (Ok(program), Some(name)) = (env::current_exe(), arguments.next()) {
        // Returns only if the system refuses; then there is no limit.
        let _refused = Command::new(program)
            .arg0(name)
            .args(arguments)
            .envs([LIMIT])
            .exec();
    }
}

//! Choosing the model and its parameters in the explorer.

use std::sync::Arc;

use grafscope_core::job::JobContext;
use grafscope_core::predict::{MODELS, Trainer};
use grafscope_explorer::effect::{Answer, Effect, Job, JobKind};
use grafscope_explorer::message::Message;
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::update::update;

use crate::support::player::{launch, played_from, press, size};

fn after(text: &str) -> Player {
    played_from(launch("forest trees=10", 32), size(80, 24), text)
}

fn model_of(player: &Player) -> String {
    let trained = player.model().training.current.as_ref().unwrap();
    assert_eq!(trained.settings.model, player.model().settings.model);
    trained.settings.model.to_string()
}

#[test]
fn the_list_has_every_model_with_the_present_one_under_the_cursor() {
    let player = after("m");
    let Some(Overlay::List(list)) = &player.model().overlay else {
        panic!("no list of models");
    };
    let labels: Vec<&str> = list.items.iter().map(|item| item.label.as_str()).collect();
    let names: Vec<&str> = MODELS.iter().map(|model| model.name).collect();
    assert_eq!(labels, names);
    assert_eq!(list.selected().unwrap().label, "forest");
    assert!(list.items.iter().all(|item| !item.note.is_empty()));
}

#[test]
fn a_model_is_taken_from_the_list_and_trained() {
    let player = after("mextra<cr>");
    assert_eq!(model_of(&player), "extra-trees");
    assert!(player.model().overlay.is_none());
    // The current one keeps its parameters.
    assert_eq!(model_of(&after("mforest<cr>")), "forest trees=10");
}

#[test]
fn parameters_go_up_and_down_and_each_change_trains() {
    let mut player = after("m<tab>");
    assert!(matches!(player.model().overlay, Some(Overlay::Params(_))));
    press(&mut player, "<right>");
    assert_eq!(model_of(&player), "forest trees=20");
    press(&mut player, "hh");
    assert_eq!(model_of(&player), "forest trees=5");
    press(&mut player, "j12<cr>jj4<cr>");
    assert_eq!(model_of(&player), "forest trees=5 min_leaf=4");
    press(&mut player, "dkkd<cr>");
    assert_eq!(model_of(&player), "forest");
    assert!(player.model().overlay.is_none());
}

#[test]
fn a_value_out_of_range_is_refused_with_the_range() {
    let mut player = after("P0<cr>");
    let problem = |player: &Player| match &player.model().overlay {
        Some(Overlay::Params(panel)) => panel.problem.clone(),
        _ => panic!("the panel is gone"),
    };
    assert_eq!(
        problem(&player).unwrap(),
        "trees of forest is a whole number from 1 to 10000, not `0`"
    );
    assert_eq!(model_of(&player), "forest trees=10");
    press(&mut player, "<bs>");
    assert_eq!(problem(&player), None);
    press(&mut player, "7<cr>");
    assert_eq!(model_of(&player), "forest trees=7");
    press(&mut player, "xz<home>");
    assert_eq!(
        model_of(&player),
        "forest trees=7",
        "letters are no numbers"
    );
    press(&mut player, "9<esc><esc>");
    assert!(
        player.model().overlay.is_none(),
        "the first ends the typing"
    );
    assert_eq!(model_of(&player), "forest trees=7");
}

#[test]
fn a_model_can_be_typed_with_its_parameters() {
    let mut player = after("@forest trees=0<cr>");
    let problem = |model: &Model| model.prompt().unwrap().problem.clone().unwrap().message;
    assert!(problem(player.model()).contains("from 1 to 10000"));
    press(&mut player, "<bs>3<cr>");
    assert_eq!(model_of(&player), "forest trees=3");
}

#[test]
fn a_second_early_prediction_takes_the_place_of_the_first() {
    let player = after("");
    let mut model = player.model().clone();
    let effects = update(&mut model, Message::Key("r".parse().unwrap()));
    let Some((generation, request)) = effects.iter().find_map(|effect| match effect {
        Effect::Start(generation, Job::Train { request, .. }) => Some((*generation, request)),
        _ => None,
    }) else {
        panic!("a new seed trains");
    };
    let mut request = (**request).clone();
    let predicted = model.table().unwrap().find("predicted").unwrap();
    let mut widths = Vec::new();
    let mut values = Vec::new();
    for seed in [1, 2] {
        request.seed = seed;
        let fitted = Trainer::default()
            .fit(&request, &JobContext::default())
            .unwrap();
        let partial = fitted.partial(&[0, 1], &JobContext::default()).unwrap();
        let partial = Answer::PartiallyPredicted(Arc::new(partial));
        let message = Message::Answer(JobKind::Train, generation, partial);
        let _ = update(&mut model, message);
        let data = model.data.as_ref().unwrap();
        assert!(data.is_newer(predicted, 1));
        widths.push(data.width(predicted));
        values.push(data.value(predicted, 1));
    }
    assert_ne!(values[0].to_bits(), values[1].to_bits());
    assert!(
        widths[0] <= widths[1],
        "columns never become narrower meanwhile"
    );
}

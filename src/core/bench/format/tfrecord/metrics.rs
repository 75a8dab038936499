//! The measurements of a training run: a protocol buffer, `ModelMetrics` in
//! `nasbench/lib/model_metrics.proto` of google-research/nasbench.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use prost::Message;

/// Evaluations of a run: at its start, half-way, and at its end.
const EVALUATIONS: usize = 3;

#[derive(Message)]
struct ModelMetrics {
    #[prost(message, repeated, tag = "1")]
    evaluation_data: Vec<EvaluationData>,
    #[prost(int32, optional, tag = "2")]
    trainable_parameters: Option<i32>,
}

#[derive(Message)]
struct EvaluationData {
    #[prost(double, optional, tag = "1")]
    current_epoch: Option<f64>,
    #[prost(double, optional, tag = "2")]
    training_time: Option<f64>,
    #[prost(double, optional, tag = "3")]
    train_accuracy: Option<f64>,
    #[prost(double, optional, tag = "4")]
    validation_accuracy: Option<f64>,
    #[prost(double, optional, tag = "5")]
    test_accuracy: Option<f64>,
}

/// What a training run came to at its end; NaN for what the file does not have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Metrics {
    /// Accuracy on the 10,000 validation images, in percent.
    pub(super) val_accuracy: f64,
    /// Accuracy on the 10,000 test images, in percent.
    pub(super) test_accuracy: f64,
    /// Accuracy on 10,000 of the training images, in percent.
    pub(super) train_accuracy: f64,
    /// Training time without evaluations, in seconds.
    pub(super) train_time: f64,
    /// Trainable parameters, in millions.
    pub(super) params: f64,
}

pub(super) fn read(text: &str, epochs: u32) -> Result<Metrics, String> {
    let bytes = STANDARD
        .decode(text.replace('\n', ""))
        .map_err(|error| format!("the metrics are not base64: {error}"))?;
    let metrics = ModelMetrics::decode(bytes.as_slice())
        .map_err(|error| format!("the metrics are not a ModelMetrics message: {error}"))?;
    let [.., end] = metrics.evaluation_data.as_slice() else {
        return Err("the metrics have no evaluation".to_owned());
    };
    let evaluations = metrics.evaluation_data.len();
    if evaluations < EVALUATIONS {
        return Err(format!(
            "the metrics have {evaluations} evaluations, expected {EVALUATIONS}: at the start, \
             half-way and at the end"
        ));
    }
    if let Some(epoch) = end.current_epoch
        && (epoch - f64::from(epochs)).abs() > 1.0
    {
        return Err(format!(
            "the last evaluation is after {epoch} epochs, expected {epochs}"
        ));
    }
    let percent = |accuracy: Option<f64>| accuracy.map_or(f64::NAN, |share| share * 100.0);
    Ok(Metrics {
        val_accuracy: percent(end.validation_accuracy),
        test_accuracy: percent(end.test_accuracy),
        train_accuracy: percent(end.train_accuracy),
        train_time: end.training_time.unwrap_or(f64::NAN),
        params: metrics
            .trainable_parameters
            .map_or(f64::NAN, |count| f64::from(count) / 1e6),
    })
}

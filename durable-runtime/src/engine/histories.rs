//! The history settings of instances, and the limit on large values in histories.

use std::collections::HashMap;

use crate::codec::{self, beginning};
use crate::functions::registry::Registry;
use crate::model::failure::Failure;
use crate::model::history::History;
use crate::model::json::Json;
use crate::step::command::Errand;
use crate::step::frame::Blob;
use crate::store::rows::{Cut, Noted, Record};

/// The length of the beginning that is kept of a large value.
const BEGINNING_BYTES_MAX: usize = 256;

/// The history settings of a runtime.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HistorySettings {
    pub(crate) history: History,
    /// The size from which on only the beginning of a value is kept.
    pub(crate) value_bytes_max: usize,
}

impl Default for HistorySettings {
    fn default() -> Self {
        Self {
            history: History::All,
            value_bytes_max: 4096,
        }
    }
}

/// The history settings of all instances.
pub(crate) struct Histories {
    settings: HistorySettings,
    /// The settings of functions that have one of their own.
    of_functions: HashMap<String, History>,
}

impl Histories {
    pub(crate) fn new(settings: HistorySettings, registry: &Registry) -> Self {
        Self {
            settings,
            of_functions: registry
                .histories()
                .map(|(name, history)| (name.to_owned(), history))
                .collect(),
        }
    }

    pub(crate) fn of(&self, record: &Record) -> History {
        if self.of_functions.is_empty() {
            return self.settings.history;
        }
        let of_function = self.of_functions.get(record.name.as_str());
        of_function.copied().unwrap_or(self.settings.history)
    }

    fn is_small(&self, bytes: usize) -> bool {
        bytes <= self.settings.value_bytes_max
    }

    /// The part of a value in the storage encoding that is kept.
    pub(crate) fn blob(&self, bytes: &[u8]) -> Noted<Blob> {
        if self.is_small(bytes.len()) {
            return Noted::Whole(Blob(bytes.to_vec()));
        }
        let text = codec::display_beginning(bytes, BEGINNING_BYTES_MAX);
        Noted::Cut(self.cut(bytes.len(), &text))
    }

    /// The part of a value in JSON that is kept.
    pub(crate) fn json(&self, value: &Json) -> Noted<Json> {
        let text = value.as_str();
        if self.is_small(text.len()) {
            return Noted::Whole(value.clone());
        }
        Noted::Cut(self.cut(text.len(), text))
    }

    /// The part of a message to another instance that is kept.
    pub(crate) fn errand(&self, errand: &Errand) -> Errand<Noted<Json>> {
        match errand {
            Errand::Raise { name, payload } => Errand::Raise {
                name: name.clone(),
                payload: self.json(payload),
            },
            Errand::Terminate { reason } => Errand::Terminate {
                reason: reason.clone(),
            },
        }
    }

    /// The part of a failure that is kept.
    pub(crate) fn failure(&self, failure: &Failure) -> Failure {
        if self.is_small(failure.bytes()) {
            return failure.clone();
        }
        let bytes = failure.bytes();
        let kept = beginning(failure.message(), self.settings.value_bytes_max);
        failure.cut(format!("{kept}… (cut, of {bytes} bytes)"))
    }

    fn cut(&self, bytes: usize, text: &str) -> Cut {
        let length = BEGINNING_BYTES_MAX.min(self.settings.value_bytes_max);
        Cut {
            bytes: bytes as u64,
            beginning: beginning(text, length).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histories(value_bytes_max: usize) -> Histories {
        let settings = HistorySettings {
            value_bytes_max,
            ..HistorySettings::default()
        };
        Histories::new(settings, &Registry::default())
    }

    fn blob<T: serde::Serialize>(value: &T) -> Blob {
        Blob(codec::encode(value).unwrap())
    }

    #[test]
    fn a_small_value_is_kept_whole_and_of_a_large_one_the_beginning() {
        let histories = histories(100);
        let small = blob(&vec!["x"; 30]);
        assert_eq!(histories.blob(&small.0), Noted::Whole(small));
        let large = blob(&vec!["ü".repeat(30); 30]);
        let Noted::Cut(cut) = histories.blob(&large.0) else {
            panic!("it is large");
        };
        assert_eq!(cut.bytes, large.0.len() as u64);
        assert!(cut.beginning.starts_with(r#"["üüü"#), "{}", cut.beginning);
        assert!(cut.beginning.len() <= 100);
        let json = Json::of(&"ä".repeat(60)).unwrap();
        let Noted::Cut(cut) = histories.json(&json) else {
            panic!("it is large");
        };
        assert!(json.as_str().starts_with(&cut.beginning));
    }

    /// Only the beginning is read.
    #[test]
    fn the_beginning_of_whatever_is_stored_can_be_shown() {
        let map: std::collections::BTreeMap<u32, Option<Vec<u8>>> =
            (0..1000).map(|n| (n, Some(vec![1; 100]))).collect();
        let values = [
            blob(&"x".repeat(100_000)),
            blob(&vec![Some(1.5_f64); 10_000]),
            blob(&map),
            blob(&vec![vec![vec!["a"; 100]; 100]; 10]),
            Blob(vec![0xff; 5000]),
        ];
        for value in values {
            let Noted::Cut(cut) = histories(4096).blob(&value.0) else {
                panic!("it is large");
            };
            assert!(!cut.beginning.is_empty());
            assert!(cut.beginning.len() <= BEGINNING_BYTES_MAX);
        }
    }

    #[test]
    fn a_large_failure_keeps_what_it_is_and_how_its_message_begins() {
        let failure = Failure::new("no".repeat(5000)).into_terminal();
        let kept = histories(1000).failure(&failure);
        assert!(kept.message().starts_with("nono"));
        assert!(kept.message().len() < 1100, "{}", kept.message().len());
        assert!(kept.is_terminal());
        assert_eq!(kept.type_name(), failure.type_name());
        let small = Failure::new("no");
        assert_eq!(histories(1000).failure(&small), small);
    }
}

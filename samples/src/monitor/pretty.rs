//! JSON for people: the fields of an object on lines of their own, in the order in which they came.

use std::fmt::{self, Write};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// `json` in its displayed form. A value that isn't an object stays unchanged.
pub(super) fn pretty(json: &str) -> String {
    let Ok(Fields(fields)) = serde_json::from_str(json) else {
        return json.to_owned();
    };
    let mut text = "{".to_owned();
    for (number, (name, value)) in fields.iter().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        // Writing to a text can't fail.
        let _ = write!(text, "{comma}\n  {name:?}: {value}");
    }
    text.push_str("\n}");
    text
}

/// The fields of an object, in order. `serde_json`'s own map sorts them.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stay_in_their_order() {
        assert_eq!(
            pretty(r#"{"name":"E3_Monitor","input":{"b":1,"a":2},"id":null}"#),
            "{\n  \"name\": \"E3_Monitor\",\n  \"input\": {\"b\":1,\"a\":2},\n  \"id\": null\n}"
        );
        assert_eq!(pretty("[1, 2]"), "[1, 2]");
    }
}

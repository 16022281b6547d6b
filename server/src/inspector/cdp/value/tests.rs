//! Values as the protocol writes them.

use super::*;

#[test]
fn numbers_that_json_cannot_say_are_text() {
    let number = |value| remote(&RemoteValue::Number(Number(value)));
    for (value, text) in
        [(f64::NAN, "NaN"), (f64::INFINITY, "Infinity"), (f64::NEG_INFINITY, "-Infinity"), (-0.0, "-0")]
    {
        assert_eq!(
            number(value),
            json!({ "type": "number", "unserializableValue": text, "description": text })
        );
    }
    for (value, json, text) in [
        (0.0, json!(0), "0"),
        (-3.0, json!(-3), "-3"),
        (0.1, json!(0.1), "0.1"),
        (1e21, json!(1e21), "1e+21"),
        (1e-7, json!(1e-7), "1e-7"),
        (9_007_199_254_740_991.0, json!(9_007_199_254_740_991_i64), "9007199254740991"),
    ] {
        assert_eq!(number(value), json!({ "type": "number", "value": json, "description": text }));
    }
}

#[test]
fn arguments_are_read_back() {
    let read = |json: Value| serde_json::from_value::<CallArgument>(json).expect("an argument").read();
    assert_eq!(read(json!({})), Some(Argument::Undefined));
    assert_eq!(read(json!({ "value": [1, "x"] })), Some(Argument::Json(r#"[1,"x"]"#.into())));
    assert_eq!(read(json!({ "unserializableValue": "-10n" })), Some(Argument::BigInt("-10".into())));
    assert_eq!(read(json!({ "unserializableValue": "-0" })), Some(Argument::Number(Number(-0.0))));
    assert_eq!(read(json!({ "objectId": "12" })), Some(Argument::Object(ObjectId(12))));
    assert_eq!(read(json!({ "unserializableValue": "1e3" })), None);
    assert_eq!(read(json!({ "objectId": "x" })), None);
}

#[test]
fn a_preview_stands_in_the_object() {
    let value = |kind, text: &str| PreviewValue { kind, text: text.into() };
    let entry =
        |kind, text: &str| EntryPreview { value: value(kind, text), overflow: false, properties: Vec::new() };
    let preview = Preview {
        overflow: true,
        properties: vec![PreviewProperty { name: "size".into(), value: value(PreviewKind::Accessor, "") }],
        entries: vec![PreviewEntry {
            key: Some(entry(PreviewKind::String, "a")),
            value: entry(PreviewKind::Object(ObjectKind::Array), "Array(2)"),
        }],
    };
    let object = RemoteObject {
        id: ObjectId(3),
        kind: ObjectKind::Map,
        class_name: "Map".into(),
        description: "Map(1)".into(),
        preview: Some(preview),
    };
    let json = remote(&RemoteValue::Object(Box::new(object)));
    assert_eq!(
        (&json["type"], &json["subtype"], &json["objectId"]),
        (&json!("object"), &json!("map"), &json!("3"))
    );
    let preview = &json["preview"];
    assert_eq!(preview["overflow"], true);
    assert_eq!(preview["properties"], json!([{ "type": "accessor", "name": "size" }]));
    assert_eq!(preview["entries"][0]["value"]["subtype"], "array");
    assert_eq!(preview["entries"][0]["key"]["description"], "a");
}

#[test]
fn a_variable_without_a_value_has_none() {
    let property = Property {
        name: "later".into(),
        symbol: None,
        slot: PropertySlot::Uninitialized,
        configurable: false,
        enumerable: true,
        is_own: true,
    };
    let json = super::property(&property);
    assert!(json.get("value").is_none() && json.get("get").is_none(), "{json}");
}

#[test]
fn ids_of_frames_and_objects_are_read_back() {
    let frame = FrameId { pause: 3, index: 12 };
    assert_eq!(parse_frame_id(&frame_id(frame)), Some(frame));
    assert_eq!(parse_object_id(&object_id(ObjectId(u64::MAX))), Some(ObjectId(u64::MAX)));
    for wrong in ["", ".", "1", "1.", "1.x", "-1.0"] {
        assert_eq!(parse_frame_id(wrong), None, "{wrong}");
    }
}

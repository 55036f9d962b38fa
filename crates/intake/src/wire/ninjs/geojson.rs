//! GeoJSON (RFC 7946) as the schema that ninjs 2.0 and later refer to asks for it: types, coordinates and their
//! depth, but no geometry (a ring need not close).

use serde_json::{Map, Value};

use super::rules::Check;

/// How deep the coordinates lie and how many a level asks for, by type.
const GEOMETRIES: [(&str, Coordinates); 6] = [
    ("Point", Coordinates { depth: 0, least: 2 }),
    ("MultiPoint", Coordinates { depth: 1, least: 0 }),
    ("LineString", Coordinates { depth: 1, least: 2 }),
    ("MultiLineString", Coordinates { depth: 2, least: 2 }),
    ("Polygon", Coordinates { depth: 2, least: 4 }),
    ("MultiPolygon", Coordinates { depth: 3, least: 4 }),
];

/// `depth` lists around a position; the innermost list holds at least `least` positions.
struct Coordinates {
    depth: u8,
    least: usize,
}

/// Checks a value that may be any GeoJSON object.
pub(super) fn check<'v>(check: &mut Check<'v>, value: &'v Value) {
    let Some(object) = value.as_object() else { return check.not("a GeoJSON object", value) };
    match object.get("type").and_then(Value::as_str) {
        Some("Feature") => feature(check, object),
        Some("FeatureCollection") => {
            bounds(check, object);
            list(check, object, "features", |check, value| match value.as_object() {
                Some(inner) if inner.get("type").and_then(Value::as_str) == Some("Feature") => feature(check, inner),
                _ => check.wrong("a GeoJSON Feature is asked for"),
            });
        }
        _ => geometry(check, object, true),
    }
}

fn geometry<'v>(check: &mut Check<'v>, object: &'v Map<String, Value>, collection_allowed: bool) {
    let kind = object.get("type").and_then(Value::as_str).unwrap_or_default();
    bounds(check, object);
    if kind == "GeometryCollection" && collection_allowed {
        return list(check, object, "geometries", |check, value| match value.as_object() {
            Some(inner) => geometry(check, inner, false),
            None => check.not("a GeoJSON geometry", value),
        });
    }
    let Some((_, wanted)) = GEOMETRIES.iter().find(|(name, _)| *name == kind) else {
        return check.wrong("no GeoJSON type stands in \"type\"");
    };
    match object.get("coordinates") {
        Some(value) => check.at_name("coordinates", |check| coordinates(check, value, wanted.depth, wanted.least)),
        None => check.wrong("\"coordinates\" is missing"),
    }
}

fn feature<'v>(check: &mut Check<'v>, object: &'v Map<String, Value>) {
    bounds(check, object);
    if object.get("id").is_some_and(|id| !id.is_string() && !id.is_number()) {
        check.at_name("id", |check| check.wrong("text or a number is asked for"));
    }
    match object.get("properties") {
        Some(Value::Null | Value::Object(_)) => {}
        Some(value) => check.at_name("properties", |check| check.not("an object or null", value)),
        None => check.wrong("\"properties\" is missing"),
    }
    match object.get("geometry") {
        Some(Value::Null) => {}
        Some(Value::Object(inner)) => check.at_name("geometry", |check| geometry(check, inner, true)),
        Some(value) => check.at_name("geometry", |check| check.not("a GeoJSON geometry or null", value)),
        None => check.wrong("\"geometry\" is missing"),
    }
}

fn bounds<'v>(check: &mut Check<'v>, object: &'v Map<String, Value>) {
    if let Some(value) = object.get("bbox") {
        check.at_name("bbox", |check| numbers(check, value, 4));
    }
}

fn list<'v>(
    check: &mut Check<'v>,
    object: &'v Map<String, Value>,
    name: &'static str,
    each: impl Fn(&mut Check<'v>, &'v Value),
) {
    match object.get(name) {
        Some(Value::Array(values)) => check.at_name(name, |check| {
            for (index, value) in values.iter().enumerate() {
                check.at_index(index, |check| each(check, value));
            }
        }),
        Some(value) => check.at_name(name, |check| check.not("an array", value)),
        None => check.wrong(format!("\"{name}\" is missing")),
    }
}

fn coordinates<'v>(check: &mut Check<'v>, value: &'v Value, depth: u8, least: usize) {
    if depth == 0 {
        return numbers(check, value, 2);
    }
    let Some(values) = value.as_array() else { return check.not("an array", value) };
    if depth == 1 && values.len() < least {
        check.wrong(format!("at least {least} positions are asked for"));
    }
    for (index, value) in values.iter().enumerate() {
        check.at_index(index, |check| coordinates(check, value, depth - 1, least));
    }
}

fn numbers(check: &mut Check<'_>, value: &Value, least: usize) {
    match value.as_array() {
        Some(values) if values.len() >= least && values.iter().all(Value::is_number) => {}
        _ => check.wrong(format!("an array of at least {least} numbers is asked for")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Version;
    use super::*;

    #[test]
    fn shapes_are_told_from_near_misses() {
        let holds = |value: Value, expected: bool| {
            let mut found = Check::new(Version::V3_1);
            check(&mut found, &value);
            assert_eq!(found.wrongs.is_empty(), expected, "{value}: {:?}", found.wrongs);
        };
        holds(json!({"type": "Point", "coordinates": [37.4, 37.1]}), true);
        holds(json!({"type": "Point", "coordinates": [37.4, 37.1, 850]}), true);
        holds(json!({"type": "Point", "coordinates": [37.4]}), false);
        holds(json!({"type": "Point", "coordinates": ["37", "38"]}), false);
        holds(json!({"type": "Point"}), false);
        holds(json!({"coordinates": [37.4, 37.1]}), false);
        holds(json!({"type": "LineString", "coordinates": [[1, 2]]}), false);
        holds(json!({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}), true);
        holds(json!({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6]]]}), false);
        holds(json!({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [1, 2]]], "bbox": [1, 2, 3]}), false);
        holds(json!({"type": "MultiPoint", "coordinates": []}), true);
        holds(json!({"type": "MultiPolygon", "coordinates": [[[[1, 2], [3, 4], [5, 6], [1, 2]]]]}), true);
        let point = json!({"type": "Point", "coordinates": [1, 2]});
        holds(json!({"type": "GeometryCollection", "geometries": [point]}), true);
        holds(json!({"type": "GeometryCollection", "geometries": [3]}), false);
        holds(json!({"type": "Feature", "properties": null, "geometry": point}), true);
        holds(json!({"type": "Feature", "geometry": point}), false);
        holds(
            json!({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": null}]}),
            true,
        );
        holds(json!({"type": "FeatureCollection", "features": [point]}), false);
        holds(json!([1, 2]), false);
    }
}

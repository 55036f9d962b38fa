//! A story as it is being written, and how what several people write at once comes together.
//!
//! Writers send changes together with what they saw before (`was`). A change is taken where that still stands. Where somebody
//! else was quicker, theirs stands and the slower words are kept beside it: a block becomes a block of its own behind the
//! other, a field is told back to its writer. So nothing is overwritten unseen, and no word that was taken is lost.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::body::{Block, Body};
use crate::content::Content;
use crate::refusal::codes;

/// Names a block while the story is written. The editor makes them; a published content has none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockId(pub String);

impl BlockId {
    /// 1 to 32 letters and digits.
    pub fn is_sound(&self) -> bool {
        (1..=32).contains(&self.0.len())
            && self.0.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    }
}

/// Fields and blocks of a story, apart, so that each can be changed by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Working {
    /// Everything of the content but the body, by the names it has in JSON. An empty field is absent.
    pub fields: Map<String, Value>,
    pub blocks: Vec<(BlockId, Block)>,
}

/// One thing a writer changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "they come by the dozen, are merged and go")]
pub enum Change {
    Field {
        field: String,
        #[serde(default)]
        was: Value,
        #[serde(default)]
        now: Value,
    },
    Block {
        block: BlockId,
        /// Nothing for a new block.
        #[serde(default)]
        was: Option<Block>,
        /// Nothing for one that is taken out.
        #[serde(default)]
        now: Option<Block>,
        /// Told for a block that is new or moved: the block it stands behind, and nothing inside for the first place.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "told")]
        after: Option<Option<BlockId>>,
    },
}

/// Tells `null` from what is not there.
fn told<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<BlockId>>, D::Error> {
    Deserialize::deserialize(from).map(Some)
}

impl Change {
    /// Whether any story could hold this, whatever stands in it.
    ///
    /// # Errors
    /// [`NotTaken`] for a field or a name that is none, or a value the field cannot hold.
    pub fn check(&self) -> Result<(), NotTaken> {
        match self {
            Self::Block { block, .. } if !block.is_sound() => Err(NotTaken::NoName(block.0.clone())),
            Self::Block { .. } => Ok(()),
            Self::Field { field, .. } if !FIELDS.contains(&field.as_str()) => Err(NotTaken::NoField(field.clone())),
            Self::Field { field, now, .. } => {
                let mut alone = Working::default();
                alone.set(field, now.clone());
                alone.content().map(drop)
            }
        }
    }
}

/// Where a writer was too late.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Conflict {
    /// The words stand behind the other's as a block of this name; nothing where the block was to be taken out, and stands
    /// because somebody went on writing in it.
    Block { block: BlockId, kept_as: Option<BlockId> },
    /// The other's words stand; these are told back.
    Field { field: String, theirs: Value, yours: Value },
}

/// What became of a writer's changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// What was done to the story, in order, for everybody else.
    pub done: Vec<Change>,
    pub conflicts: Vec<Conflict>,
    /// What of `done` its own writer did not ask for, by the blocks it is about.
    pub besides: Vec<BlockId>,
}

/// Why changes cannot be taken at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    #[error("a story has no field `{0}`")]
    NoField(String),
    #[error("`{0}` is no name for a block")]
    NoName(String),
    #[error("the fields do not make a story: {0}")]
    Unreadable(String),
    #[error("a story holds at most {0} blocks")]
    TooMany(usize),
}

codes! {
    NotTaken:
    Self::NoField(_) => "no-such-field",
    Self::NoName(_) => "block-name",
    Self::Unreadable(_) => "unreadable",
    Self::TooMany(_) => "too-many-blocks",
}

/// Longer than any story, and what one page can still show.
pub const BLOCKS_MAX: usize = 2_000;

/// What a writer can change by name.
pub const FIELDS: [&str; 18] = [
    "language",
    "kicker",
    "headline",
    "standfirst",
    "dateline",
    "bylines",
    "credits",
    "sections",
    "tags",
    "picture",
    "urgency",
    "breaking_until",
    "advertorial",
    "translation",
    "slug",
    "search_title",
    "social_title",
    "related",
];

impl Working {
    /// A content with names for its blocks: those it had, as far as they reach, and new ones after.
    pub fn of(content: &Content, names: &[BlockId]) -> Self {
        let Value::Object(mut fields) = serde_json::to_value(content).expect("a content is plain data") else {
            unreachable!("a content is an object")
        };
        fields.remove("body");
        fields.retain(|_, value| !is_empty(value));
        let mut blocks: Vec<(BlockId, Block)> = Vec::with_capacity(content.body.0.len());
        for (place, block) in content.body.0.iter().enumerate() {
            let name = names.get(place).cloned().unwrap_or_else(|| BlockId(format!("b{place}")));
            let taken = |name: &BlockId| blocks.iter().any(|(other, _)| other == name);
            let free = (0..).map(|turn| BlockId(format!("b{place}x{turn}"))).find(|name| !taken(name));
            let name = if taken(&name) { free.expect("there is no end of names") } else { name };
            blocks.push((name, block.clone()));
        }
        Self { fields, blocks }
    }

    /// # Errors
    /// [`NotTaken::Unreadable`] where a field holds what it cannot.
    pub fn content(&self) -> Result<Content, NotTaken> {
        let mut fields = self.fields.clone();
        // What a story always has.
        for (field, empty) in [("language", ""), ("headline", "")] {
            fields.entry(field).or_insert_with(|| empty.into());
        }
        fields.entry("sections").or_insert_with(|| Value::Array(Vec::new()));
        fields.entry("urgency").or_insert_with(|| crate::content::URGENCY_USUAL.into());
        fields.insert("body".to_owned(), Value::Array(Vec::new()));
        let mut content: Content =
            serde_json::from_value(Value::Object(fields)).map_err(|error| NotTaken::Unreadable(error.to_string()))?;
        content.body = Body(self.blocks.iter().map(|(_, block)| block.clone()).collect());
        Ok(content)
    }

    pub fn names(&self) -> Vec<BlockId> {
        self.blocks.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The same content as a text that came to be elsewhere (by an import, a program, as an older revision): blocks that say
    /// what one here says keep its name.
    pub fn renamed_after(&self, content: &Content) -> Self {
        let mut free: Vec<Option<&(BlockId, Block)>> = self.blocks.iter().map(Some).collect();
        let mut names = Vec::with_capacity(content.body.0.len());
        for (place, block) in content.body.0.iter().enumerate() {
            let same = free.iter().position(|known| known.is_some_and(|(_, known)| known == block));
            let name = same.and_then(|at| free[at].take()).map(|(name, _)| name.clone());
            names.push(name.unwrap_or_else(|| BlockId(format!("n{place}"))));
        }
        Self::of(content, &names)
    }

    /// The changes that lead from this text to another.
    pub fn changes_to(&self, other: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        for field in FIELDS {
            let of = |working: &Self| working.fields.get(field).cloned().unwrap_or_default();
            if of(self) != of(other) {
                changes.push(Change::Field { field: field.to_owned(), was: of(self), now: of(other) });
            }
        }
        for (block, was) in &self.blocks {
            if other.place_of(block).is_none() {
                changes.push(Change::Block { block: block.clone(), was: Some(was.clone()), now: None, after: None });
            }
        }
        let mut step = self.clone();
        step.blocks.retain(|(block, _)| other.place_of(block).is_some());
        let mut before: Option<BlockId> = None;
        for (place, (block, now)) in other.blocks.iter().enumerate() {
            let stands = step.place_of(block);
            let was = stands.map(|at| step.blocks[at].1.clone());
            // What stands elsewhere than in the other text is moved there.
            let after = (stands != Some(place)).then(|| before.clone());
            if after.is_some() {
                step.blocks.retain(|(name, _)| name != block);
                step.blocks.insert(place, (block.clone(), now.clone()));
            }
            if after.is_some() || was.as_ref() != Some(now) {
                changes.push(Change::Block { block: block.clone(), was, now: Some(now.clone()), after });
            }
            before = Some(block.clone());
        }
        changes
    }

    /// Takes a writer's changes in, each where what its writer saw still stands. `spare` makes a name for what is to stand
    /// beside a block.
    ///
    /// # Errors
    /// [`NotTaken`]; nothing is changed then.
    pub fn merge(&mut self, changes: Vec<Change>, spare: impl Fn(&BlockId) -> BlockId) -> Result<Merged, NotTaken> {
        let mut next = self.clone();
        let mut merged = Merged::default();
        for change in changes {
            change.check()?;
            match change {
                Change::Field { field, was, now } => next.merge_field(field, was, now, &mut merged),
                Change::Block { block, was, now, after } => {
                    next.merge_block(block, was, now, after, &spare, &mut merged);
                }
            }
        }
        if next.blocks.len() > BLOCKS_MAX {
            return Err(NotTaken::TooMany(BLOCKS_MAX));
        }
        next.content()?;
        *self = next;
        Ok(merged)
    }

    fn merge_field(&mut self, field: String, was: Value, now: Value, merged: &mut Merged) {
        let current = self.fields.get(&field).cloned().unwrap_or_default();
        let same = |one: &Value, other: &Value| one == other || (is_empty(one) && is_empty(other));
        if same(&current, &now) {
            return;
        }
        if !same(&current, &was) {
            merged.conflicts.push(Conflict::Field { field, theirs: current, yours: now });
            return;
        }
        self.set(&field, now.clone());
        merged.done.push(Change::Field { field, was: current, now });
    }

    /// Sets a field; an empty one is taken out.
    pub fn set(&mut self, field: &str, now: Value) {
        if is_empty(&now) {
            self.fields.remove(field);
        } else {
            self.fields.insert(field.to_owned(), now);
        }
    }

    fn merge_block(
        &mut self,
        block: BlockId,
        was: Option<Block>,
        now: Option<Block>,
        after: Option<Option<BlockId>>,
        spare: &impl Fn(&BlockId) -> BlockId,
        merged: &mut Merged,
    ) {
        let place = self.place_of(&block);
        let current = place.map(|place| self.blocks[place].1.clone());
        match (current, now) {
            // Moved and not changed: whatever its words are by now, and nowhere if it is gone.
            (current, Some(now)) if was.as_ref() == Some(&now) && after.is_some() => {
                if let Some(current) = current {
                    let moved = self.blocks.remove(place.expect("it stands there"));
                    self.insert(moved.0, moved.1, after.clone().flatten().as_ref());
                    merged.done.push(Change::Block { block, was: Some(current.clone()), now: Some(current), after });
                }
            }
            // Gone already.
            (None, None) => {}
            (Some(current), None) => {
                // What somebody went on writing is not taken out under their hands.
                if was.as_ref() == Some(&current) {
                    self.blocks.remove(place.expect("it stands there"));
                    merged.done.push(Change::Block { block, was, now: None, after: None });
                } else {
                    merged.besides.push(block.clone());
                    merged.conflicts.push(Conflict::Block { block, kept_as: None });
                }
            }
            (None, Some(now)) if was.is_none() => {
                let after = after.flatten();
                self.insert(block.clone(), now.clone(), after.as_ref());
                merged.done.push(Change::Block { block, was: None, now: Some(now), after: Some(after) });
            }
            // Somebody took it out while it was written on: it stands again, under another name.
            (None, Some(now)) => self.keep_beside(block, now, after.flatten(), spare, merged),
            (Some(current), Some(now)) => {
                if current != now && was.as_ref() != Some(&current) {
                    let behind = Some(block.clone());
                    self.keep_beside(block, now, behind, spare, merged);
                    return;
                }
                let place = place.expect("it stands there");
                let changed = current != now;
                self.blocks[place].1 = now.clone();
                if let Some(after) = &after {
                    let moved = self.blocks.remove(place);
                    self.insert(moved.0, moved.1, after.as_ref());
                }
                if changed || after.is_some() {
                    merged.done.push(Change::Block { block, was: Some(current), now: Some(now), after });
                }
            }
        }
    }

    fn keep_beside(
        &mut self,
        block: BlockId,
        now: Block,
        behind: Option<BlockId>,
        spare: &impl Fn(&BlockId) -> BlockId,
        merged: &mut Merged,
    ) {
        let kept_as = spare(&block);
        // Behind the block itself; where that is gone and no place was told, at the end: no first place by accident.
        let behind = behind.or_else(|| self.blocks.last().map(|(name, _)| name.clone()));
        self.insert(kept_as.clone(), now.clone(), behind.as_ref());
        let after = Some(behind);
        merged.done.push(Change::Block { block: kept_as.clone(), was: None, now: Some(now), after });
        merged.besides.push(kept_as.clone());
        merged.conflicts.push(Conflict::Block { block, kept_as: Some(kept_as) });
    }

    fn place_of(&self, block: &BlockId) -> Option<usize> {
        self.blocks.iter().position(|(name, _)| name == block)
    }

    /// Behind a block; first where none is named; last where the one named is gone.
    fn insert(&mut self, name: BlockId, block: Block, after: Option<&BlockId>) {
        let place = match after {
            None => 0,
            Some(after) => self.place_of(after).map_or(self.blocks.len(), |place| place + 1),
        };
        self.blocks.insert(place, (name, block));
    }

    /// What others did, told to somebody who knew the text before and has it as it is now once this is applied in order:
    /// each block and field once, in its present state and place.
    pub fn told_since<'c>(&self, others: impl IntoIterator<Item = &'c Change>) -> Vec<Change> {
        use std::collections::HashMap;
        let mut fields: HashMap<&str, &Value> = HashMap::new();
        let mut blocks: HashMap<&BlockId, (&Option<Block>, bool)> = HashMap::new();
        for change in others {
            match change {
                Change::Field { field, was, .. } => drop(fields.entry(field).or_insert(was)),
                Change::Block { block, was, after, .. } => {
                    let known = blocks.entry(block).or_insert((was, false));
                    known.1 |= after.is_some();
                }
            }
        }
        let mut told: Vec<Change> = fields
            .iter()
            .map(|(field, was)| Change::Field {
                field: (*field).to_owned(),
                was: (*was).clone(),
                now: self.fields.get(*field).cloned().unwrap_or_default(),
            })
            .collect();
        told.sort_by(|one, other| field_of(one).cmp(field_of(other)));
        let mut gone: Vec<_> = blocks.iter().filter(|(name, _)| self.place_of(name).is_none()).collect();
        gone.sort_by_key(|(name, _)| *name);
        told.extend(gone.into_iter().map(|(name, (was, _))| Change::Block {
            block: (*name).clone(),
            was: (*was).clone(),
            now: None,
            after: None,
        }));
        let mut before = None;
        for (name, block) in &self.blocks {
            if let Some((was, placed)) = blocks.get(name) {
                let after = placed.then(|| before.clone());
                told.push(Change::Block { block: name.clone(), was: (*was).clone(), now: Some(block.clone()), after });
            }
            before = Some(name.clone());
        }
        told
    }
}

fn field_of(change: &Change) -> &str {
    match change {
        Change::Field { field, .. } => field,
        Change::Block { .. } => "",
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(is) => !is,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests;

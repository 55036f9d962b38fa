//! Tokens of a text whose words were cut and folded before and stand with one space between them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which fields ask for it.
pub(super) const SPACED: &str = "spaced";

#[derive(Clone, Default)]
pub(super) struct Spaced {
    token: Token,
    taken: Taken,
}

/// Texts that were taken apart so far, by all copies of a tokenizer.
#[derive(Clone, Default)]
pub(super) struct Taken(Arc<AtomicU64>);

impl Taken {
    pub(super) fn so_far(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Spaced {
    pub(super) fn counted_by(taken: Taken) -> Self {
        Self { taken, ..Self::default() }
    }
}

pub(super) struct Tokens<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Spaced {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        self.token.reset();
        self.taken.0.fetch_add(1, Ordering::Relaxed);
        Tokens { rest: text, token: &mut self.token }
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        while !self.rest.is_empty() {
            let (word, rest) = self.rest.split_once(' ').unwrap_or((self.rest, ""));
            self.rest = rest;
            // An empty word is a gap, over which no phrase goes.
            self.token.position = self.token.position.wrapping_add(1);
            if !word.is_empty() {
                self.token.text.clear();
                self.token.text.push_str(word);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

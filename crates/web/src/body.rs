//! What an answer carries: bytes in memory, a file too large for that, piece by piece, or what is told while it happens.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::Stream;
use http_body_util::Full;
use hyper::body::{Frame, SizeHint};

/// Why a file broke off under way. The connection ends, which tells the client that something is missing.
pub type BodyError = Box<dyn std::error::Error + Send + Sync>;

/// The body of an [`Answer`](crate::Answer).
pub enum Body {
    Whole(Full<Bytes>),
    /// Pieces that come one after the other, and how many bytes are still to come.
    Pieces(Pieces, u64),
    /// Pieces without an end that is known.
    Told(Pieces),
}

/// A file's pieces in their order. The next is asked for when the client has taken the one before.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, BodyError>> + Send>>;

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::Whole(Full::new(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::Whole(Full::default())
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match &mut *self {
            Self::Whole(whole) => {
                Pin::new(whole).poll_frame(context).map(|frame| frame.map(|frame| frame.map_err(never)))
            }
            Self::Pieces(pieces, left) => pieces.as_mut().poll_next(context).map(|piece| {
                piece.map(|piece| {
                    let piece = piece?;
                    *left = left.saturating_sub(piece.len() as u64);
                    Ok(Frame::data(piece))
                })
            }),
            Self::Told(pieces) => {
                pieces.as_mut().poll_next(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(whole) => whole.is_end_stream(),
            Self::Pieces(_, left) => *left == 0,
            Self::Told(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(whole) => whole.size_hint(),
            Self::Pieces(_, left) => SizeHint::with_exact(*left),
            Self::Told(_) => SizeHint::default(),
        }
    }
}

fn never(never: Infallible) -> BodyError {
    match never {}
}

//! Takes connections within limits, so that slow, many or malformed ones cannot keep readers out.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::Body;
use crate::patient::Patient;

/// An answer. Pages are in memory, so most bodies are too.
pub type Answer = Response<Body>;

/// Whoever answers requests.
pub trait Answering: Send + Sync + 'static {
    /// `from` is the other end of the connection: a proxy, where one stands before us.
    fn answer(&self, request: Request<Incoming>, from: SocketAddr) -> impl Future<Output = Answer> + Send;

    /// The server stops: answers without an end are to end now.
    fn stopping(&self) {}
}

/// What one process takes on.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections open at once; further ones wait to be taken.
    pub connections: usize,
    /// How long a request's head may take to arrive. A kept connection may be silent as long.
    pub head_timeout: Duration,
    /// Bytes of a request's head.
    pub head_bytes: usize,
    /// How long a client may take nothing of an answer before it is left.
    pub write_timeout: Duration,
    /// How long open requests are let finish when the server is told to stop.
    pub stop_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 16_000,
            head_timeout: Duration::from_secs(15),
            head_bytes: 16 * 1024,
            write_timeout: Duration::from_secs(60),
            stop_timeout: Duration::from_secs(10),
        }
    }
}

/// Serves until `stop` is done, then lets open requests finish.
pub async fn serve<A: Answering>(
    listener: TcpListener,
    answering: Arc<A>,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head_timeout).max_buf_size(limits.head_bytes);
    http.pipeline_flush(true);
    let places = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place.expect("the semaphore is never closed"),
            () = &mut stop => break,
        };
        let (stream, from) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of descriptors or memory, or the peer has gone: the next may do better in a moment.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        // Answers are whole in one write: waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        let answering = Arc::clone(&answering);
        let service = service_fn(move |request| {
            let answering = Arc::clone(&answering);
            async move { Ok::<_, Infallible>(answering.answer(request, from).await) }
        });
        let connection =
            open.watch(http.serve_connection(TokioIo::new(Patient::new(stream, limits.write_timeout)), service));
        tokio::spawn(async move {
            // Errors here are the client's: a broken line, a head that is none or comes too slowly.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    answering.stopping();
    if tokio::time::timeout(limits.stop_timeout, open.shutdown()).await.is_err() {
        tracing::warn!("some requests were still open when the server stopped");
    }
}

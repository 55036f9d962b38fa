//! `manset serve`: the reader site, the desk, the interface for programs, their followers and the timekeeper, until told to stop.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use api::Api;
use desk::Desk;
use dispatch::Post;
use manset::program::{Program, SitePaper};
use site::{Front, Site};
use store::Clock;
use tokio::net::TcpListener;
use web::Limits;

use crate::cli::ServeArgs;
use crate::config::{Config, checked_origin};
use crate::premises::Here;

/// Files beside connections: database, pictures, log.
const OTHER_FILES: u64 = 512;

pub async fn run(config: Config, options: ServeArgs) -> anyhow::Result<ExitCode> {
    let clock = options.clock.map_or_else(Clock::of_the_machine, Clock::starting_at);
    let listen = options.listen.unwrap_or(config.listen);
    let listener = TcpListener::bind(listen).await.with_context(|| format!("listening on {listen}"))?;
    let address = listener.local_addr()?;
    let origin = match options.origin {
        Some(origin) => checked_origin(&origin)?,
        None => config.origin.clone().unwrap_or_else(|| format!("http://{address}")),
    };
    let proxies = config.trusted_proxies.clone();
    let limits = Limits { connections: connections(config.connections_max), ..Limits::default() };
    let store = config.open(clock).await?;
    let settings = config.site(origin.clone())?;
    let media = Arc::clone(&settings.media);
    let running = Arc::new(Site::start(&store, settings).await?);
    let api = Api::new(api::Parts {
        store: store.clone(),
        paper: Arc::new(SitePaper(Arc::clone(&running))),
        cache: running.site.cache(),
        media: Arc::clone(&media),
        origin: origin.clone(),
        writes: api::WritesPerMinute(config.api_writes_per_minute),
    });
    let post =
        Arc::new(Post { store: store.clone(), fixed: config.mail.clone(), authority: config.mail_authority.clone() });
    let desk = Desk::new(desk::Parts {
        store: store.clone(),
        paper: Arc::new(SitePaper(Arc::clone(&running))),
        media: Arc::clone(&media),
        premises: Arc::new(Here(config)),
        origin: origin.clone(),
        post: Arc::clone(&post),
    });
    let program = Program { proxies, front: Front(Arc::clone(&running.site)), api, desk };
    let node = format!("{}-{address}", std::process::id());
    media.work_in_background();
    let postman = tokio::spawn(dispatch::deliver(post, node.clone()));
    let pictures = desk::keep_pictures(&store, &media, &node).await?;
    let timekeeper = tokio::spawn(store::keep_time(store.clone(), node));
    let board = tokio::spawn(store::keep_board(store.clone()));
    let inspector = tokio::spawn(store::inspect(store.clone(), Arc::new(SitePaper(Arc::clone(&running)))));
    // Told on standard output too, so that whoever started it can wait for the line.
    println!("Manşet serves {origin}/ (listening on {address}). Stop it with Ctrl-C.");
    std::io::stdout().flush()?;
    tracing::info!(%address, %origin, position = store.head().0, "serving");

    web::serve(listener, Arc::new(program), limits, stopped()).await;
    timekeeper.abort();
    board.abort();
    inspector.abort();
    postman.abort();
    pictures.abort();
    running.flush().await;
    drop(running);
    store.close().await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// As many connections as asked for, if the system lets the process have the files for them.
fn connections(wanted: usize) -> usize {
    let needed = wanted as u64 + OTHER_FILES;
    let given = rlimit::increase_nofile_limit(needed).unwrap_or(1024);
    if given < needed {
        tracing::warn!(wanted, given, "the system allows fewer open files; fewer connections are taken at once");
    }
    wanted.min(usize::try_from(given.saturating_sub(OTHER_FILES)).unwrap_or(wanted)).max(64)
}

/// Ctrl-C, or the word of whoever manages services.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            },
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}

//! `manset user`: the first people and tokens, before there is a desk to add others at.

use std::io::{IsTerminal, Read};
use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::Timestamp;
use newsroom::rights::Beat;
use newsroom::{Right, Role};
use serde_json::json;
use store::{Clock, NewPerson, NewToken, Person, Store};
use web::secret::{self, PASSWORD_LETTERS_MIN};

use crate::cli::UserCommand;
use crate::config::Config;

pub async fn run(config: Config, command: UserCommand) -> anyhow::Result<ExitCode> {
    let store = config.open(Clock::of_the_machine()).await?;
    let done = match command {
        UserCommand::Add { email, name, role, beat, json } => add(&store, email, name, &role, &beat, json).await,
        UserCommand::Token { email, revoke: Some(start), .. } => revoke(&store, &email, &start).await,
        UserCommand::Token { email, rights, until, json, .. } => {
            token(&store, &email, rights.as_deref(), until, json).await
        }
        UserCommand::List { json } => list(&store, json).await,
        UserCommand::Disable { email } => disable(&store, &email).await,
        UserCommand::Reset { email, second_factor } => reset(&store, &email, second_factor).await,
    };
    store.close().await;
    done
}

async fn add(
    store: &Store,
    email: String,
    name: String,
    role: &str,
    beats: &[String],
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    let role = match role.parse::<Role>() {
        Ok(role) => role,
        Err(unknown) => return Ok(misused(&format!("--role: {unknown}"))),
    };
    let well_formed = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !well_formed || email.contains(char::is_whitespace) {
        return Ok(misused(&format!("--email: `{email}` is no address")));
    }
    if name.trim().is_empty() {
        return Ok(misused("--name: a person needs a name"));
    }
    let mut where_they_work = Vec::new();
    for text in beats {
        match Beat::parse(text) {
            Some(beat) => where_they_work.push(beat),
            None => return Ok(misused(&format!("--beat: `{text}` is neither an edition nor edition/section"))),
        }
    }
    if store.person(&email).await?.is_some() {
        bail!("somebody has the address `{email}` already");
    }
    let password = password("Password (empty for none): ")?;
    let password = match password.as_str() {
        "" => None,
        password => Some(hashed(password)?),
    };
    let mut tx = store.write().await?;
    let person = tx.add_person(&NewPerson { email, name, role, beats: where_they_work, password }).await?;
    tx.commit().await?;
    if as_json {
        println!("{}", told(&person));
    } else {
        println!("{} <{}> is here as {} (user:{})", person.name, person.email, person.role, person.number);
    }
    Ok(ExitCode::SUCCESS)
}

async fn token(
    store: &Store,
    email: &str,
    rights: Option<&str>,
    until: Option<Timestamp>,
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    if until.is_some_and(|until| until <= store.clock().now()) {
        return Ok(misused("--until: that hour has passed"));
    }
    let mut given = None;
    if let Some(list) = rights {
        let mut some = Vec::new();
        for word in list.split(',').filter(|word| !word.trim().is_empty()) {
            match word.parse::<Right>() {
                Ok(right) => some.push(right),
                Err(unknown) => return Ok(misused(&format!("--rights: {unknown}"))),
            }
        }
        given = Some(some);
    }
    let person = person(store, email).await?;
    if person.disabled_at.is_some() {
        bail!("{email} is shut out: `manset user reset --email {email}` lets them in again");
    }
    let token = secret::new_token().context("the system gives no randomness")?;
    let mut tx = store.write().await?;
    let new =
        NewToken { hash: &token.hash, label: &token.label, rights: given.as_deref(), until, ..NewToken::default() };
    tx.add_token(&person, &new).await?;
    tx.commit().await?;
    if as_json {
        println!("{}", json!({"token": token.text, "email": person.email, "rights": given}));
    } else {
        // Alone on its line, so that `$(manset user token …)` is the token.
        println!("{}", token.text);
        eprintln!("This is told once. It acts in the name of {} <{}>.", person.name, person.email);
    }
    Ok(ExitCode::SUCCESS)
}

async fn revoke(store: &Store, email: &str, start: &str) -> anyhow::Result<ExitCode> {
    let person = person(store, email).await?;
    let mut tx = store.write().await?;
    let gone = tx.revoke_tokens(&person, start).await?;
    tx.commit().await?;
    println!("{gone} taken back");
    Ok(if gone > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn list(store: &Store, as_json: bool) -> anyhow::Result<ExitCode> {
    for person in store.people().await? {
        let tokens = store.tokens_of(&person).await?;
        let now = store.clock().now();
        let is_good = |token: &&store::Token| token.revoked_at.is_none() && token.until.is_none_or(|until| until > now);
        let good: Vec<_> = tokens.iter().filter(is_good).collect();
        if as_json {
            let mut line = told(&person);
            line["tokens"] = good.iter().map(|token| json!({"label": token.label, "name": token.name, "rights": token.rights, "until": token.until})).collect();
            println!("{line}");
            continue;
        }
        let beats = person.beats.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let state = if person.disabled_at.is_some() { ", shut out" } else { "" };
        let where_from = if beats.is_empty() { String::new() } else { format!(" of {beats}") };
        println!("user:{}  {} <{}>  {}{where_from}{state}", person.number, person.name, person.email, person.role);
        for token in good {
            let rights = match &token.rights {
                None => "all rights of the person".to_owned(),
                Some(rights) => rights.iter().map(|right| right.as_str()).collect::<Vec<_>>().join(", "),
            };
            let name = token.name.as_deref().map(|name| format!("  {name}")).unwrap_or_default();
            println!("        {}…  {rights}{name}", token.label);
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn disable(store: &Store, email: &str) -> anyhow::Result<ExitCode> {
    let mut tx = store.write().await?;
    tx.disable_person(email).await?;
    tx.commit().await?;
    println!("{email} is shut out");
    Ok(ExitCode::SUCCESS)
}

async fn reset(store: &Store, email: &str, second_factor: bool) -> anyhow::Result<ExitCode> {
    let person = person(store, email).await?;
    let hash = hashed(&password("New password: ")?)?;
    let mut tx = store.write().await?;
    tx.set_password(&person.email, &hash).await?;
    tx.enable_person(&person.email).await?;
    if second_factor {
        tx.remove_factors(person.number).await?;
    }
    // Whoever was signed in with the old one no longer is.
    tx.end_sessions(person.number, None, None).await?;
    tx.commit().await?;
    println!("{} has a new password", person.email);
    Ok(ExitCode::SUCCESS)
}

async fn person(store: &Store, email: &str) -> anyhow::Result<Person> {
    store.person(email).await?.with_context(|| format!("nobody here has the address `{email}`"))
}

fn told(person: &Person) -> serde_json::Value {
    json!({
        "number": person.number,
        "email": person.email,
        "name": person.name,
        "role": person.role,
        "beats": person.beats.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "has_password": person.has_password,
        "disabled_at": person.disabled_at,
    })
}

/// A password from a prompt that does not show it, or the first line of standard input. Never an argument: those are
/// seen by every user of the machine.
fn password(prompt: &str) -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(prompt).context("reading the password");
    }
    let mut text = String::new();
    std::io::stdin().take(4_096).read_to_string(&mut text).context("reading the password from standard input")?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn hashed(password: &str) -> anyhow::Result<String> {
    if password.chars().count() < PASSWORD_LETTERS_MIN {
        bail!("a password has {PASSWORD_LETTERS_MIN} letters or more: length is what makes it good");
    }
    secret::password_hash(password).map_err(|error| anyhow::anyhow!("the password could not be hashed: {error}"))
}

fn misused(message: &str) -> ExitCode {
    eprintln!("manset: {message}");
    ExitCode::from(2)
}

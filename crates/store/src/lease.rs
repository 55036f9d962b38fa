//! Leases: who performs work that one node does for all. A lease ends by itself when its holder falls silent.

use jiff::SignedDuration;
use sqlx::Row;

use crate::{Result, Store};

/// Work that one node holds at a time.
#[derive(Clone)]
pub struct Lease {
    store: Store,
    name: &'static str,
    /// Who we are: made new at each start.
    holder: String,
    lasts: SignedDuration,
}

impl Lease {
    /// `lasts` is how long the others wait after we fall silent.
    pub fn new(store: &Store, name: &'static str, holder: String, lasts: SignedDuration) -> Self {
        Self { store: store.clone(), name, holder, lasts }
    }

    /// Takes or keeps the lease. False while another holds it.
    ///
    /// The hour compared is each node's own clock: a skew delays a take-over and never lets an act happen twice, since
    /// the acts themselves are decided in one transaction.
    pub async fn hold(&self) -> Result<bool> {
        let now = self.store.clock().now();
        let row = sqlx::query(
            "insert into lease (name, holder, until) values ($1, $2, $3) \
             on conflict (name) do update set holder = excluded.holder, until = excluded.until \
             where lease.holder = excluded.holder or lease.until < $4 returning holder",
        )
        .bind(self.name)
        .bind(&self.holder)
        .bind((now + self.lasts).as_microsecond())
        .bind(now.as_microsecond())
        .fetch_optional(&self.store.shared.writers)
        .await?;
        Ok(row.map(|row| row.try_get::<String, _>(0)).transpose()?.is_some_and(|holder| holder == self.holder))
    }

    /// Who holds the lease of this name now, if somebody does.
    ///
    /// # Errors
    /// What the database failed with.
    pub async fn holder(store: &Store, name: &str) -> Result<Option<String>> {
        let row = sqlx::query("select holder from lease where name = $1 and until >= $2")
            .bind(name)
            .bind(store.clock().now().as_microsecond())
            .fetch_optional(&store.shared.writers)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Gives the lease back, so that another need not wait.
    pub async fn release(&self) -> Result<()> {
        sqlx::query("delete from lease where name = $1 and holder = $2")
            .bind(self.name)
            .bind(&self.holder)
            .execute(&self.store.shared.writers)
            .await?;
        Ok(())
    }
}

//! What one caller may ask for: articles a second, and calls at once.

mod overrides;

use std::collections::HashMap;
use std::io;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

use self::overrides::Overrides;
use super::auth::Caller;
use crate::config::{Config, Quota};
use crate::grpc::pace::Pace;
use crate::grpc::status::Failure;

/// When to try again after too many calls at once: there is no telling when one of them ends.
const RETRY_AFTER: Duration = Duration::from_millis(100);

/// Callers that are remembered before those who owe nothing are forgotten.
const FEW: usize = 1024;

/// The accounts of all callers.
pub struct Quotas {
    general: Quota,
    overrides: Option<Arc<Overrides>>,
    accounts: Mutex<Accounts>,
}

struct Accounts {
    by_caller: HashMap<Caller, Arc<Account>>,
    /// How many there may be before idle ones are forgotten.
    most: usize,
}

/// What one caller has taken.
struct Account {
    quota: Quota,
    pace: Option<Arc<Pace>>,
    calls: Option<Arc<Semaphore>>,
}

/// A call that its caller may make; counts as one in work until it is dropped.
#[derive(Default)]
pub struct Allowed {
    /// What the call's articles are charged to.
    pub pace: Option<Arc<Pace>>,
    _call: Option<OwnedSemaphorePermit>,
}

impl Quotas {
    /// What `config` says, and the file that it names; an error tells what cannot be used. `None` if nobody
    /// is bounded.
    pub fn new(config: &Config) -> io::Result<Option<Quotas>> {
        let general = config.quota;
        let overrides = config.quota_overrides.clone();
        let overrides = overrides
            .map(|file| Overrides::new(file, general))
            .transpose()?;
        let bounds_somebody = overrides.is_some() || general != Quota::default();
        Ok(bounds_somebody.then(|| Quotas {
            general,
            overrides: overrides.map(Arc::new),
            accounts: Mutex::new(Accounts {
                by_caller: HashMap::new(),
                most: FEW,
            }),
        }))
    }

    /// Reads the file again when it changes, every `interval`, until the task is aborted.
    pub fn follow_file(&self, interval: Duration) -> Option<JoinHandle<()>> {
        let overrides = self.overrides.clone()?;
        Some(tokio::spawn(async move {
            overrides.follow_file(interval).await
        }))
    }

    /// Lets a call of `caller` through, which has an article from the beginning or not.
    pub fn admit(&self, caller: &Caller, has_article: bool) -> Result<Allowed, Failure> {
        let account = self.account(caller);
        let call = account.calls.clone().map(Semaphore::try_acquire_owned);
        let call = call.transpose().map_err(|_none_left| Failure::OverQuota {
            cause: "the caller has too many calls in work",
            retry_after: RETRY_AFTER,
        })?;
        if let Some(pace) = account.pace.as_ref().filter(|_| has_article) {
            pace.take().map_err(|retry_after| Failure::OverQuota {
                cause: "the caller sends too many articles a second",
                retry_after,
            })?;
        }
        Ok(Allowed {
            pace: account.pace.clone(),
            _call: call,
        })
    }

    fn account(&self, caller: &Caller) -> Arc<Account> {
        let own = self.overrides.as_ref().and_then(|all| all.find(caller));
        let quota = own.unwrap_or(self.general);
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        match accounts.by_caller.get(caller) {
            Some(account) if account.quota == quota => return Arc::clone(account),
            _ => accounts.make_room(),
        }
        let account = Arc::new(Account::new(quota));
        let caller = Caller::clone(caller);
        accounts.by_caller.insert(caller, Arc::clone(&account));
        account
    }
}

impl Accounts {
    /// Forgets those who owe nothing, once in a while: the subjects of tokens may be many.
    fn make_room(&mut self) {
        if self.by_caller.len() >= self.most {
            self.by_caller
                .retain(|_, account| Arc::strong_count(account) > 1 || !account.is_idle());
            self.most = FEW.max(2 * self.by_caller.len());
        }
    }
}

impl Account {
    fn new(quota: Quota) -> Account {
        let pace = |rate| Arc::new(Pace::new(rate, quota.burst.unwrap_or(rate)));
        let calls = |most: NonZeroU32| Arc::new(Semaphore::new(most.get() as usize));
        Account {
            quota,
            pace: quota.rate.map(pace),
            calls: quota.calls.map(calls),
        }
    }

    /// Whether a new account would be the same: nothing is owed, and no call holds a part of it.
    fn is_idle(&self) -> bool {
        let settled = self
            .pace
            .as_ref()
            .is_none_or(|pace| Arc::strong_count(pace) == 1 && pace.is_settled());
        let unused = self
            .calls
            .as_ref()
            .is_none_or(|calls| Arc::strong_count(calls) == 1);
        settled && unused
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::{FEW, Quotas};
    use crate::config::{Config, Quota};

    #[test]
    fn callers_who_owe_nothing_are_forgotten_and_those_with_calls_in_work_are_not() {
        let config = Config {
            quota: Quota {
                calls: NonZeroU32::new(1),
                ..Quota::default()
            },
            ..Config::default()
        };
        let quotas = Quotas::new(&config).expect("there is no file");
        let quotas = quotas.expect("it bounds something");
        let busy = quotas.admit(&"busy".into(), true);
        for number in 0..3 * FEW {
            let caller = format!("caller {number}").into();
            assert!(quotas.admit(&caller, true).is_ok());
        }
        let accounts = quotas.accounts.lock().expect("nobody panicked");
        assert!(
            accounts.by_caller.len() <= FEW,
            "{}",
            accounts.by_caller.len()
        );
        drop(accounts);
        assert!(quotas.admit(&"busy".into(), true).is_err());
        drop(busy);
        assert!(quotas.admit(&"busy".into(), true).is_ok());
    }

    #[test]
    fn callers_with_open_streams_have_one_account_however_many_others_come() {
        let config = Config {
            quota: Quota {
                rate: NonZeroU32::new(1),
                ..Quota::default()
            },
            ..Config::default()
        };
        let quotas = Quotas::new(&config).expect("there is no file");
        let quotas = quotas.expect("it bounds something");
        let streaming = quotas.admit(&"streaming".into(), false).ok();
        for number in 0..3 * FEW {
            let caller = format!("caller {number}").into();
            assert!(quotas.admit(&caller, false).is_ok());
        }
        assert!(quotas.admit(&"streaming".into(), true).is_ok());
        let pace = streaming.and_then(|allowed| allowed.pace);
        let wait = pace.map(|pace| pace.charge(1));
        assert!(
            wait.is_some_and(|wait| !wait.is_zero()),
            "the call took the one article that there was: {wait:?}"
        );
    }
}

//! [`GitHub`]: a client for the part of GitHub's API that the monitor needs.

use std::time::{Duration, SystemTime};

use durable_runtime::{Failure, Result};
use reqwest::header::{ACCEPT, HeaderMap, LINK};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::web;

/// The wait after a rate limit without any times: GitHub's documentation says a minute.
const RATE_LIMIT_WAIT: Duration = Duration::from_secs(60);

/// A client of GitHub's API.
#[derive(Debug, Clone)]
pub struct GitHub {
    client: Client,
    api_url: Url,
    token: Option<String>,
}

/// An issue in GitHub's lists, as far as it matters here.
#[derive(Deserialize)]
struct Issue {
    /// There when the "issue" is a pull request.
    pull_request: Option<IgnoredAny>,
}

impl GitHub {
    /// A client of the API at `GITHUB_API_URL` (`https://api.github.com` unless set), with the token
    /// `GITHUB_TOKEN` if there is one. Without a token GitHub allows 60 requests an hour.
    ///
    /// # Errors
    /// If `GITHUB_API_URL` isn't a URL.
    pub fn from_env() -> Result<Self> {
        let api_url = web::url_from_env("GITHUB_API_URL", "https://api.github.com")?;
        let token = std::env::var("GITHUB_TOKEN").ok();
        Self::new(api_url, token.filter(|token| !token.is_empty()))
    }

    /// A client of the API at `api_url`.
    ///
    /// # Errors
    /// If no TLS client can be made.
    pub fn new(api_url: Url, token: Option<String>) -> Result<Self> {
        Ok(Self {
            client: web::client(&api_url)?,
            api_url,
            token,
        })
    }

    /// Whether `repo` (`user/name`) has at least `many` open issues. Pull requests, which GitHub lists
    /// among the issues, don't count. No more pages are asked for than that takes.
    ///
    /// # Errors
    /// A terminal one when there is no such repository, or it may not be seen. One that asks for a retry when GitHub's
    /// rate limit is used up, or GitHub is in trouble.
    pub async fn has_open_issues(&self, repo: &str, many: usize) -> Result<bool> {
        let (user, name) = split(repo)?;
        let base = self.api_url.as_str().trim_end_matches('/');
        let url = format!("{base}/repos/{user}/{name}/issues?state=open");
        let mut open = 0;
        let mut page = Some(url.parse::<Url>()?);
        while let Some(url) = page {
            let response = self.get(url.clone()).send().await?;
            if response.status() != StatusCode::OK {
                return Err(refused(user, name, &url, &response));
            }
            page = next_page(response.headers(), &url);
            let issues: Vec<Issue> = response.json().await?;
            open += issues
                .iter()
                .filter(|issue| issue.pull_request.is_none())
                .count();
            if open >= many {
                return Ok(true);
            }
        }
        Ok(open >= many)
    }

    fn get(&self, url: Url) -> RequestBuilder {
        let request = self
            .client
            .get(url)
            .header(ACCEPT, "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28");
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
}

/// The user and the name of a repository. Nothing else gets into a URL.
fn split(repo: &str) -> Result<(&str, &str)> {
    let allowed = |part: &str| {
        !part.is_empty()
            && !matches!(part, "." | "..")
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    match repo.split_once('/') {
        Some((user, name)) if allowed(user) && allowed(name) => Ok((user, name)),
        _ => Err(Failure::terminal(format!(
            "`{repo}` is not the name of a repository; write it as user/repository"
        ))),
    }
}

/// The failure for an answer without issues, and whether to ask again.
fn refused(user: &str, name: &str, url: &Url, response: &Response) -> Failure {
    let status = response.status();
    if let Some(wait) = rate_limit(status, response.headers(), durable_runtime::now()) {
        return Failure::new(format!(
            "GitHub's rate limit is used up; asking again in {} s. API endpoint hit was: {url}",
            wait.as_secs()
        ))
        .retry_after(wait);
    }
    let failure = Failure::new(format!(
        "Could not find repo {user} under {name}! API endpoint hit was: {url}"
    ));
    if status.is_server_error() {
        failure
    } else {
        failure.into_terminal()
    }
}

/// The wait when the answer is about a rate limit. A 403 that doesn't mention one is a plain refusal.
fn rate_limit(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    if !matches!(
        status,
        StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS
    ) {
        return None;
    }
    if let Some(wait) = web::retry_after(headers) {
        return Some(wait);
    }
    // Every answer tells when the limit is reset; it matters when nothing remains of it.
    let remaining = web::number(headers, "x-ratelimit-remaining").unwrap_or(0);
    let reset = web::number(headers, "x-ratelimit-reset").filter(|_| remaining == 0);
    match reset {
        Some(seconds) => {
            let at = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
            // A second more, for clocks that differ and fractions that were cut off.
            let wait = at.duration_since(now).unwrap_or_default();
            Some(wait + Duration::from_secs(1))
        }
        None => (status == StatusCode::TOO_MANY_REQUESTS).then_some(RATE_LIMIT_WAIT),
    }
}

/// The next page, by the header `Link: <…>; rel="next", <…>; rel="last"`. One that is elsewhere than the
/// page before it isn't followed: the token is for GitHub alone.
fn next_page(headers: &HeaderMap, current: &Url) -> Option<Url> {
    let links = headers.get(LINK)?.to_str().ok()?;
    links
        .split(',')
        .find_map(|link| {
            let (target, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
            let is_next = parameters
                .split(';')
                .any(|parameter| matches!(parameter.trim(), r#"rel="next""# | "rel=next"));
            is_next.then(|| current.join(target).ok()).flatten()
        })
        .filter(|next| next.origin() == current.origin())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn a_repository_is_a_user_and_a_name() {
        assert_eq!(
            split("rust-lang/rust.vim").unwrap(),
            ("rust-lang", "rust.vim")
        );
        for bad in [
            "rust", "/rust", "a/", "a/b/c", "a/..", "a/b?x=1", "a/b c", "",
        ] {
            assert!(split(bad).unwrap_err().is_terminal(), "{bad}");
        }
    }

    #[test]
    fn a_rate_limit_says_how_long_to_wait() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
        let wait = |status, pairs: &[_]| rate_limit(status, &headers(pairs), now);
        let (forbidden, many) = (StatusCode::FORBIDDEN, StatusCode::TOO_MANY_REQUESTS);
        let seconds = |n| Some(Duration::from_secs(n));
        let reset = ("x-ratelimit-reset", "1030");

        assert_eq!(wait(forbidden, &[("retry-after", "7"), reset]), seconds(7));
        assert_eq!(
            wait(forbidden, &[("x-ratelimit-remaining", "0"), reset]),
            seconds(31)
        );
        assert_eq!(wait(many, &[reset]), seconds(31));
        assert_eq!(wait(many, &[]), seconds(60));
        assert_eq!(wait(forbidden, &[]), None);
        assert_eq!(
            wait(forbidden, &[("x-ratelimit-remaining", "59"), reset]),
            None,
            "a refusal that has nothing to do with the limit"
        );
        assert_eq!(wait(StatusCode::NOT_FOUND, &[("retry-after", "7")]), None);
    }

    #[test]
    fn only_a_next_page_of_the_same_site_is_followed() {
        let current: Url = "https://api.github.com/repos/a/b/issues?state=open"
            .parse()
            .unwrap();
        let next = |link| next_page(&headers(&[("link", link)]), &current).map(String::from);
        assert_eq!(
            next(
                r#"<https://api.github.com/r?page=1>; rel="prev", <https://api.github.com/r?page=3>; rel="next""#
            ),
            Some("https://api.github.com/r?page=3".to_owned())
        );
        assert_eq!(
            next(r#"<https://api.github.com/r?page=9>; rel="last""#),
            None
        );
        assert_eq!(
            next(r#"<https://elsewhere.example/r?page=2>; rel="next""#),
            None
        );
        assert_eq!(next_page(&HeaderMap::new(), &current), None);
    }
}

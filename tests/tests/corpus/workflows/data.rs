//! Data that moves: imports, pipelines, crawlers, backfills.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::time::Duration;

use durable_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use super::services::*;

/// Extract, clean, translate, index: each stage takes what the one before made.
#[orchestrator]
async fn document_pipeline(
    documents: Vec<String>,
    languages: Vec<String>,
) -> Result<BTreeMap<String, Vec<String>>> {
    let mut index: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for document in documents {
        let text = perform(format!("extract {document}")).await?;
        let Some((_, body)) = text
            .split_once(' ')
            .map(|(verb, body)| (verb.to_owned(), body.to_owned()))
        else {
            continue;
        };
        if body.is_empty() {
            mail("librarian".into(), "an empty document".into()).await?;
            continue;
        }
        for language in languages.clone() {
            let translated = ask(language.clone(), body.clone()).await;
            let entry = match translated {
                Ok(text) => text,
                Err(failure) => format!("[{failure}] {body}"),
            };
            let entry = perform(entry).await?;
            index.entry(language).or_default().push(entry);
        }
    }
    Ok(index)
}

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Checkpoint {
    next: usize,
    imported: u64,
    rejected: Vec<(String, String)>,
}

/// Rows in batches, each row tried again a few times; after each batch the checkpoint is seen from outside.
#[orchestrator]
async fn batch_import(
    rows: Vec<String>,
    size: usize,
    from: Option<Checkpoint>,
) -> Result<Checkpoint> {
    const ATTEMPTS_MAX: u32 = 3;
    let mut checkpoint = from.unwrap_or_default();
    while checkpoint.next < rows.len() {
        let end = (checkpoint.next + size).min(rows.len());
        'rows: for row in rows[checkpoint.next..end].to_vec() {
            let mut attempt = 1;
            let bytes = loop {
                match import_row(row.clone(), attempt).await {
                    Ok(bytes) => break bytes,
                    Err(failure) if failure.is_terminal() || attempt == ATTEMPTS_MAX => {
                        checkpoint
                            .rejected
                            .push((row, failure.message().to_owned()));
                        continue 'rows;
                    }
                    Err(_) => {
                        sleep(Duration::from_millis(1) * attempt).await;
                        attempt += 1;
                    }
                }
            };
            checkpoint.imported += bytes;
        }
        checkpoint.next = end;
        set_custom_status(&checkpoint);
        if checkpoint.rejected.len() * 2 > checkpoint.next {
            return Err(Failure::terminal("half of the rows are bad").with_data(&checkpoint)?);
        }
    }
    Ok(checkpoint)
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Partition {
    table: String,
    from: u32,
    to: u32,
}

/// Partitions that are too large are split until they fit.
#[orchestrator]
async fn etl(tables: BTreeMap<String, u32>, size_max: u32) -> Result<Vec<Partition>> {
    let mut todo: VecDeque<Partition> = tables
        .into_iter()
        .map(|(table, to)| Partition { table, from: 0, to })
        .collect();
    let mut loaded = vec![];
    while let Some(Partition { table, from, to }) = todo.pop_front() {
        if to - from > size_max {
            let middle = from + (to - from) / 2;
            todo.push_front(Partition {
                table: table.clone(),
                from: middle,
                to,
            });
            todo.push_front(Partition {
                table,
                from,
                to: middle,
            });
            continue;
        }
        perform(format!("load {table}[{from}..{to}]")).await?;
        loaded.push(Partition { table, from, to });
    }
    Ok(loaded)
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Crawl {
    seen: BTreeSet<String>,
    broken: BTreeMap<String, String>,
}

/// Breadth first, with a rest after each few pages.
#[orchestrator]
async fn crawler(start: String, pages_max: usize) -> Result<Crawl> {
    let mut queue = VecDeque::from([(start.clone(), "nowhere".to_owned())]);
    let mut crawl = Crawl {
        seen: [start].into(),
        ..Crawl::default()
    };
    let mut fetched = 0;
    while let Some((page, linked_from)) = queue.pop_front() {
        if fetched == pages_max {
            break;
        }
        fetched += 1;
        match links(page.clone()).await {
            Err(_) => {
                crawl.broken.insert(page, linked_from);
            }
            Ok(links) => {
                for link in links {
                    if crawl.seen.insert(link.clone()) {
                        queue.push_back((link, page.clone()));
                    }
                }
            }
        }
        if fetched % 2 == 0 {
            sleep(Duration::from_millis(1)).await;
        }
    }
    Ok(crawl)
}

/// All pages of a list that tells where its next page begins.
#[orchestrator]
async fn all_pages(limit: usize) -> Result<Vec<String>> {
    let mut records = vec![];
    let mut cursor = None;
    loop {
        let Page {
            records: more,
            next,
        } = page(cursor).await?;
        records.extend(more);
        if records.len() >= limit {
            records.truncate(limit);
            break;
        }
        let Some(next) = next else { break };
        cursor = Some(next);
    }
    Ok(records)
}

/// Words are counted text by text, and the counts are put together.
#[orchestrator]
async fn word_count(texts: Vec<String>) -> Result<Vec<(String, usize)>> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in texts {
        let text = perform(text).await?;
        for word in text
            .split_whitespace()
            .map(|word| word.trim_matches('.').to_lowercase())
        {
            *counts.entry(word).or_insert(0) += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    perform(format!("{} words", counts.len())).await?;
    Ok(counts)
}

/// Days are filled in from the newest to the oldest, until there are so many in a row that were there.
#[orchestrator]
async fn backfill(newest: u32, known: BTreeSet<u32>, in_a_row: u32) -> Result<Vec<u32>> {
    let mut filled = Vec::new();
    let mut known_in_a_row = 0;
    for day in (1..=newest).rev() {
        if known.contains(&day) {
            known_in_a_row += 1;
            if known_in_a_row >= in_a_row {
                break;
            }
            continue;
        }
        known_in_a_row = 0;
        perform(format!("fill day {day}")).await?;
        filled.push(day);
    }
    Ok(filled)
}

/// Records with the same key are merged; which of two is kept is asked for.
#[orchestrator]
async fn deduplication(records: Vec<(String, u32)>) -> Result<BTreeMap<String, u32>> {
    let mut kept: BTreeMap<String, u32> = BTreeMap::new();
    for (key, version) in records {
        let key = key.to_lowercase();
        let keep = match kept.get(&key).copied() {
            None => true,
            Some(other) if other == version => false,
            Some(other) => {
                measure(key.clone(), version).await? > measure(key.clone(), other).await?
            }
        };
        if keep {
            kept.insert(key, version);
        }
    }
    Ok(kept)
}

/// A table is changed in small steps, each of which can be taken back.
#[orchestrator]
async fn schema_migration(host: String, from: u32, to: u32) -> Result<Vec<String>> {
    let steps: Vec<(u32, &'static str, &'static str)> = vec![
        (1, "add column", "drop column"),
        (2, "copy values", "forget values"),
        (3, "make index", "drop index"),
        (4, "drop old column", "add old column"),
    ];
    let is_up = from <= to;
    let (low, high) = if is_up { (from, to) } else { (to, from) };
    let mut wanted: Vec<_> = steps
        .into_iter()
        .filter(|(version, ..)| (low + 1..=high).contains(version))
        .collect();
    if !is_up {
        wanted.reverse();
    }
    let mut done = vec![];
    for (version, up, down) in wanted {
        let change = if is_up { up } else { down };
        apply(host.clone(), format!("{version}: {change}")).await?;
        done.push(change.to_owned());
    }
    Ok(done)
}

/// Segments are merged, the two smallest first, until few are left.
#[orchestrator]
async fn compaction(mut sizes: Vec<u64>, segments_max: usize) -> Result<(Vec<u64>, u64)> {
    let mut written = 0;
    while sizes.len() > segments_max.max(1) {
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let (Some(a), Some(b)) = (sizes.pop(), sizes.pop()) else {
            break;
        };
        perform(format!("merge {a} and {b}")).await?;
        written += a + b;
        sizes.push(a + b);
    }
    Ok((sizes, written))
}

/// Copies of a picture, of which small ones are made of the next larger one.
#[orchestrator]
async fn thumbnails(picture: String, widths: [u32; 3]) -> Result<Vec<String>> {
    let mut source = picture;
    let mut made = Vec::with_capacity(widths.len());
    let mut widths = widths.to_vec();
    widths.sort_unstable();
    while let Some(width) = widths.pop() {
        source = perform(format!(
            "{} {width}px",
            source.split(' ').next().unwrap_or_default()
        ))
        .await?;
        made.push(source.clone());
    }
    Ok(made)
}

/// Messages that no one could handle are looked at once more, and then put away.
#[orchestrator]
async fn dead_letters(messages: Vec<String>) -> Result<(usize, Vec<String>)> {
    let mut queue: VecDeque<(String, u32)> =
        messages.into_iter().map(|message| (message, 0)).collect();
    let (mut handled, mut dead) = (0, vec![]);
    while let Some((message, tries)) = queue.pop_front() {
        let result = import_row(message.clone(), tries + 1).await;
        match (result, tries) {
            (Ok(_), _) => handled += 1,
            (Err(failure), _) if failure.is_terminal() => dead.push(message),
            (Err(_), 0..=2) => queue.push_back((message, tries + 1)),
            (Err(_), _) => dead.push(message),
        }
    }
    Ok((handled, dead))
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn rows() -> Vec<String> {
    owned(&["one", "shaky two", "three", "bad four", "five"])
}

durable_tests::holds! {
    documents_go_through_a_pipeline => document_pipeline(owned(&["x.pdf", "", "y.pdf"]), owned(&["en", "down-de"]));
    rows_are_imported => batch_import(rows(), 2, None),
        batch_import(rows(), 3, Some(Checkpoint { next: 2, imported: 12, rejected: vec![] }));
    partitions_are_split => etl([("people".to_owned(), 10), ("pets".to_owned(), 3)].into(), 4);
    a_web_is_crawled => crawler("/".into(), 10), crawler("/".into(), 3), crawler("/nowhere".into(), 3);
    pages_are_read_to_the_end => all_pages(100), all_pages(4);
    words_are_counted => word_count(owned(&["to be or", "not to be.", "To sleep"]));
    days_are_filled_in => backfill(9, [8, 5, 4, 1].into(), 2);
    doubles_are_merged => deduplication(vec![("A".into(), 1), ("a".into(), 3), ("b".into(), 1), ("a".into(), 2)]);
    a_table_is_migrated_up_and_down => schema_migration("db".into(), 1, 3), schema_migration("db".into(), 4, 2);
    segments_are_merged => compaction(vec![5, 1, 4, 2, 8], 2);
    thumbnails_are_made => thumbnails("cat.png".into(), [64, 512, 128]);
    dead_letters_are_put_away => dead_letters(owned(&["bad a", "shaky b", "c", "bad d"]));
}

durable_tests::fails! {
    too_many_bad_rows_end_an_import => batch_import(owned(&["bad a", "bad b", "c"]), 2, None);
    a_migration_stops => schema_migration("stuck db".into(), 0, 4);
}

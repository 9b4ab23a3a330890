//! Tries texts that nobody would write. `cargo test --test fuzz` replays the fixtures and each text that once was too
//! much (`fuzz/found/TARGET-*`); `-- --seconds N [--only TARGET]` goes on with others for so long, for each target.
//!
//! Each target runs in a process of its own, which notes the text before it tries it: so an overflow of the stack and a
//! run without end are found too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::exit,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a driver of tests"
)]

mod generate;
mod targets;

use generate::{Random, changed, expression};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use targets::{TARGETS, try_on};

/// As the program's own threads have.
const STACK_BYTES: usize = 64 * 1024 * 1024;
/// Seconds that one text may take, on a machine that does much else.
const MOST_SECONDS: u64 = 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    if arguments.iter().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let seconds = value("--seconds").and_then(|text| text.parse().ok()).unwrap_or(0);
    if let Some(target) = value("--target") {
        work(&target, seconds);
        return ExitCode::SUCCESS;
    }
    let only = value("--only");
    let mut code = ExitCode::SUCCESS;
    let targets = TARGETS.iter().map(|(target, _)| *target);
    let targets = targets.filter(|target| only.as_deref().is_none_or(|only| only == *target));
    let start = |target: &'static str| {
        let this = std::env::current_exe().unwrap();
        let arguments = ["--target", target, "--seconds", &seconds.to_string()].map(str::to_owned);
        (target, Command::new(this).args(arguments).spawn().unwrap())
    };
    // As many at a time as there are processors: each is to have one for itself.
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    for targets in targets.collect::<Vec<_>>().chunks(processors) {
        let started: Vec<_> = targets.iter().copied().map(start).collect();
        for (target, mut child) in started {
            let ended = child.wait().unwrap();
            if !ended.success() {
                println!("{target}: {ended} on {}", noted(target).display());
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

/// Where the text is noted that is tried.
fn noted(target: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{target}"))
}

fn work(target: &str, seconds: u64) {
    rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).num_threads(1).build_global().unwrap();
    let tried = Arc::new(AtomicU64::new(0));
    watch(Arc::clone(&tried));
    let attempt = |text: &str| {
        std::fs::write(noted(target), text).unwrap();
        try_on(target, text);
        tried.fetch_add(1, Ordering::Relaxed);
    };
    let seeds = seeds(target);
    rayon::scope(|_| seeds.iter().for_each(|text| attempt(text)));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let mut random = Random::new(u64::from(now.subsec_nanos()));
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(seconds) {
        let seed = match seeds.get(random.below(seeds.len())) {
            Some(seed) if random.below(4) > 0 => seed.clone(),
            _ => expression(&mut random, 6),
        };
        let text = if random.below(8) == 0 { seed } else { changed(&mut random, &seed, &seeds) };
        attempt(&text);
    }
    println!("{target}: {} texts", tried.load(Ordering::Relaxed));
}

/// Ends the process where one text takes too long.
fn watch(tried: Arc<AtomicU64>) {
    std::thread::spawn(move || {
        let mut before = (0, Instant::now());
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let count = tried.load(Ordering::Relaxed);
            if count != before.0 {
                before = (count, Instant::now());
            } else if before.1.elapsed() > Duration::from_secs(MOST_SECONDS) {
                println!("one text takes more than {MOST_SECONDS} s");
                std::process::abort();
            }
        }
    });
}

/// What a target begins with: what was found before, and the fixtures, each once and the smaller ones.
fn seeds(target: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ends = TARGETS.iter().find(|(name, _)| *name == target).map_or(&[][..], |(_, ends)| ends);
    let prefix = format!("{target}-");
    let mut paths = Vec::new();
    for folder in ["fuzz/found", "fixtures", "rules"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).into_iter().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_found = folder == "fuzz/found" && name.starts_with(&prefix);
            let is_fixture = folder != "fuzz/found" && ends.iter().any(|end| name.ends_with(end));
            if entry.file_type().is_file() && (is_found || is_fixture) {
                paths.push(entry.into_path());
            }
        }
    }
    paths.sort();
    let texts = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    texts.filter(|text| text.len() < 20_000).collect()
}

//! The configurations of a run, and what holds for a path.

use super::{CONFIG, Config, ConfigError, FailOn};
use crate::files::{Files, is_fetched};
use crate::finding::Severity;
use crate::page::Pack;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How configurations are looked for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum Search {
    /// Upwards from each folder.
    #[default]
    Upwards,
    /// This file alone holds, for everything.
    File(PathBuf),
    /// There are none.
    Nothing,
}

/// The configurations of a run.
#[derive(Debug, Default)]
pub(crate) struct Configs {
    /// By their folders, as the system names them.
    by_folder: HashMap<PathBuf, Arc<Config>>,
    /// The one that holds for everything.
    named: Option<Arc<Config>>,
    /// The folders whose configuration is of no use, as the system names them, in the order in which they were found.
    broken: Vec<(PathBuf, ConfigError)>,
}

/// Something that a configuration sets, and the line that does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    /// The file, as it is shown.
    pub(crate) path: PathBuf,
    /// From 1.
    pub(crate) line: usize,
}

impl Configs {
    /// Reads the configurations that hold for what lies in some folders. One that is of no use is kept as such.
    ///
    /// # Errors
    ///
    /// When the one that was named cannot be read, or is not understood.
    pub(crate) fn load<'a>(
        files: &Files,
        pack: &Pack,
        search: &Search,
        folders: impl IntoIterator<Item = &'a Path>,
    ) -> Result<Self, ConfigError> {
        let mut configs = Self::default();
        match search {
            Search::Nothing => {}
            Search::File(path) => {
                let unreadable = |why| ConfigError::Unreadable { path: path.clone(), why };
                let source = files.read_named(path).map_err(unreadable)?;
                let base = files.here();
                let mut config = Config::read(&source.path, &source.text, &base, pack)?;
                config.may_be_named()?;
                config.read_inputs(files)?;
                configs.named = Some(Arc::new(config));
            }
            Search::Upwards => {
                let (roots, mut seen) = (files.roots(), HashSet::new());
                for folder in folders.into_iter().filter_map(|dir| files.real(dir)) {
                    let root = roots.iter().find(|root| folder.starts_with(root));
                    let is_inside =
                        |above: &&Path| root.is_some_and(|root| above.starts_with(root));
                    for above in folder.ancestors().take_while(is_inside) {
                        if !seen.insert(above.to_path_buf()) {
                            break;
                        }
                        if let Err(error) = configs.add(files, pack, above) {
                            configs.broken.push((above.to_path_buf(), error));
                        }
                    }
                }
            }
        }
        Ok(configs)
    }

    /// The same where each is of use.
    ///
    /// # Errors
    ///
    /// What is wrong with the first that is not.
    pub(crate) fn whole(mut self) -> Result<Self, ConfigError> {
        if self.broken.is_empty() { Ok(self) } else { Err(self.broken.swap_remove(0).1) }
    }

    /// What is wrong with those that are of no use.
    pub(crate) fn broken(&self) -> impl Iterator<Item = &ConfigError> {
        self.broken.iter().map(|(_, error)| error)
    }

    /// What is wrong with the configuration that holds for a path, where one is of no use: what it says is not known.
    pub(crate) fn broken_for(&self, real: &Path) -> Option<&ConfigError> {
        let holds = |(folder, _): &&(PathBuf, ConfigError)| real.starts_with(folder);
        self.broken.iter().find(holds).map(|(_, error)| error)
    }

    /// Reads the configuration of a folder, if it has one. What has been fetched has no say.
    fn add(&mut self, files: &Files, pack: &Pack, real: &Path) -> Result<(), ConfigError> {
        let dir = files.shown(real);
        if is_fetched(real) || !files.has(&dir, CONFIG) {
            return Ok(());
        }
        let path = dir.join(CONFIG);
        let text = files.text(&path);
        let text = text.map_err(|why| ConfigError::Unreadable { path: path.clone(), why })?;
        let mut config = Config::read(&path, &text.into(), real, pack)?;
        config.read_inputs(files)?;
        self.by_folder.insert(real.to_path_buf(), Arc::new(config));
        Ok(())
    }

    /// Whether nothing is configured.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_folder.is_empty() && self.named.is_none() && self.broken.is_empty()
    }

    /// Those that hold for a path, the outermost first.
    pub(crate) fn holding(&self, real: &Path) -> Vec<&Config> {
        let found = real.ancestors().filter_map(|above| self.by_folder.get(above));
        let mut found: Vec<&Config> = found.map(|config| &**config).collect();
        found.reverse();
        found.extend(self.named.as_deref());
        found
    }

    /// Whether a rule is on for a file, if something is said of it.
    pub(crate) fn enabled(&self, real: &Path, rule: &str) -> Option<Setting<bool>> {
        self.last_rule(real, rule, |part| part.enabled)
    }

    /// How sure the harm of a rule counts in a file, if something is said of it.
    pub(crate) fn severity(&self, real: &Path, rule: &str) -> Option<Setting<Severity>> {
        self.last_rule(real, rule, |part| part.severity)
    }

    fn last_rule<T: Copy>(
        &self,
        real: &Path,
        rule: &str,
        field: impl Fn(&super::RulePart) -> Option<(T, usize)>,
    ) -> Option<Setting<T>> {
        self.last(real, |config| {
            let rules = config.parts_for(real).flat_map(|part| &part.rules);
            let named = rules.filter(|part| part.ids.contains(rule));
            named.filter_map(&field).last()
        })
    }

    /// Which findings in a file make the run fail, if something is said of it.
    pub(crate) fn fail_on(&self, real: &Path) -> Option<Setting<FailOn>> {
        self.last(real, |config| config.parts_for(real).filter_map(|part| part.fail_on).last())
    }

    /// Whether a file is read that is an OpenAPI document and that no module refers to, if something is said of it.
    pub(crate) fn openapi(&self, real: &Path) -> Option<Setting<bool>> {
        self.last(real, |config| config.parts_for(real).filter_map(|part| part.openapi).last())
    }

    /// Whether the folder is the top of the workspace, if something is said of it.
    pub(crate) fn root(&self, real: &Path) -> Option<Setting<bool>> {
        self.last(real, |config| config.root)
    }

    /// The baseline that holds for a file, from where the program runs.
    pub(crate) fn baseline(&self, real: &Path) -> Option<Setting<PathBuf>> {
        self.last(real, |config| {
            let (baseline, at) = config.baseline.as_ref()?;
            // A configuration is shown by its own path, and its folder is where the path of the baseline begins.
            Some((crate::files::parent(&config.path).join(baseline), *at))
        })
    }

    /// Whether a suppression in a file needs a reason, if something is said of it.
    pub(crate) fn require_reason(&self, real: &Path) -> Option<Setting<bool>> {
        self.last(real, |config| config.require_reason)
    }

    /// The rules that must not be suppressed in a file: what one configuration forbids no other allows.
    pub(crate) fn never(&self, real: &Path) -> BTreeMap<Arc<str>, Setting<()>> {
        let mut never = BTreeMap::new();
        for config in self.holding(real) {
            if let Some((ids, at)) = &config.never {
                let setting = || config.setting((), *at);
                never.extend(ids.iter().map(|id| (Arc::clone(id), setting())));
            }
        }
        never
    }

    /// Whether a path is excluded.
    pub(crate) fn excluded(&self, real: &Path, is_folder: bool) -> Option<Setting<()>> {
        self.last(real, |config| config.excludes(real, is_folder).map(|at| ((), at)))
    }

    fn last<T>(
        &self,
        real: &Path,
        says: impl Fn(&Config) -> Option<(T, usize)>,
    ) -> Option<Setting<T>> {
        self.holding(real).into_iter().rev().find_map(|config| {
            let (value, at) = says(config)?;
            Some(config.setting(value, at))
        })
    }

    /// The rules that some configuration turns on somewhere.
    pub(crate) fn turned_on(&self) -> HashSet<Arc<str>> {
        let all = self.by_folder.values().chain(&self.named);
        let rules = all.flat_map(|config| &config.parts).flat_map(|part| &part.rules);
        let on = rules.filter(|part| part.enabled.is_some_and(|(is_on, _)| is_on));
        on.flat_map(|part| part.ids.iter().cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Configs, Search};
    use crate::config::ConfigError;
    use crate::files::{Files, Memory};
    use crate::page::Pack;
    use std::path::Path;

    fn load(files: &[(&str, &str)], folders: &[&str]) -> Result<(Configs, Files), ConfigError> {
        let mut disk = Memory::new().with(".git/HEAD", "");
        for (path, text) in files {
            disk = disk.with(path, *text).with(format!("{path}.tf"), "");
        }
        let files = Files::on(disk, folders.iter().map(Path::new));
        let dirs = folders.iter().map(Path::new);
        let configs = Configs::load(&files, &Pack::builtin(), &Search::Upwards, dirs)?;
        Ok((configs.whole()?, files))
    }

    #[test]
    fn the_nearest_file_and_the_last_line_win() {
        let outer = "rule \"mock-*\" {\n  enabled = false\n}\nrule \"missing-uri\" {\n  severity = \"note\"\n}\nfor \"old/**\" {\n  fail_on = \"never\"\n  rule \"missing-uri\" {\n    severity = \"warning\"\n  }\n}\n";
        let inner = "rule \"mock-missing-status-template\" {\n  enabled = true\n}\n";
        let files = [(".gatelint.hcl", outer), ("a/.gatelint.hcl", inner)];
        let (configs, files) = load(&files, &["a", "."]).unwrap_or_else(|error| panic!("{error}"));
        let real = |path: &str| files.here().join(path);
        let mock = "mock-missing-status-template";
        let enabled = configs.enabled(&real("main.tf"), mock).unwrap();
        assert_eq!((enabled.value, enabled.line), (false, 2));
        assert!(configs.enabled(&real("a/main.tf"), mock).unwrap().value);
        let severity = |path| configs.severity(&real(path), "missing-uri").unwrap().line;
        assert_eq!((severity("a/main.tf"), severity("old/x/main.tf")), (5, 10));
        assert!(configs.fail_on(&real("old/main.tf")).is_some());
        assert!(configs.fail_on(&real("main.tf")).is_none());
        assert!(configs.enabled(Path::new("/elsewhere/main.tf"), mock).is_none());
    }

    #[test]
    fn what_is_not_understood_is_an_error_at_its_place() {
        let at = |text: &str| {
            let Err(ConfigError::Wrong(error)) = load(&[(".gatelint.hcl", text)], &["."]) else {
                panic!("{text} is understood");
            };
            (error.text[error.range].to_owned(), error.message, error.help.unwrap_or_default())
        };
        let wrong = [
            ("exclud = []", "exclud", "did you mean `exclude`?"),
            ("exclude = \"a\"", "\"a\"", ""),
            ("exclude = [1]", "1", ""),
            ("exclude = [\"a{b\"]", "\"a{b\"", "patterns are as in"),
            ("fail_on = \"eror\"", "\"eror\"", ""),
            ("rules \"a\" {}", "rules", "did you mean `rule`?"),
            (
                "rule \"mising-uri\" {\n  enabled = true\n}",
                "\"mising-uri\"",
                "did you mean `missing-uri`?",
            ),
            ("rule \"missing-uri\" {\n}", "rule \"missing-uri\"", ""),
            ("rule {\n  enabled = true\n}", "rule", ""),
            ("rule \"missing-uri\" {\n  enabled = 1\n}", "1", ""),
            ("rule \"missing-uri\" {\n  enable = true\n}", "enable", "did you mean `enabled`?"),
            ("for {\n}", "for", ""),
            ("for \"a\" {\n  exclude = []\n}", "exclude", "it has"),
            ("suppression {\n  never = [\"x\"]\n}", "\"x\"", "`gatelint explain`"),
            ("suppression {\n}\nsuppression {\n}", "suppression", ""),
            ("inputs \"a\" {\n}", "inputs \"a\"", ""),
            ("inputs {\n  var_files = [\"a\"]\n}", "inputs", ""),
            ("inputs \"a\" {\n  var_files = [\"../a\"]\n}", "\"../a\"", "paths begin"),
            ("a = {", "", ""),
        ];
        for (text, place, help) in wrong {
            let (at, _, said) = at(text);
            assert!(place.is_empty() || at == place, "{text}: {at}");
            assert!(said.contains(help), "{text}: {said}");
        }
        assert!(load(&[(".gatelint.hcl", &"#".repeat(70_000))], &["."]).is_err());
        let set = |n: usize| format!("inputs \"{n}\" {{\n  var_files = [\"a.tfvars\"]\n}}\n");
        let sets = |count| (0..count).map(set).collect::<String>();
        let load = |text: &str| load(&[(".gatelint.hcl", text), ("a.tfvars", "")], &["."]);
        assert!(load(&sets(20)).is_ok());
        assert!(load(&sets(21)).is_err());
        assert!(load(&format!("{}{}", set(1), set(1))).is_err());
    }

    #[test]
    fn the_template_is_a_configuration_with_its_comments_and_without() {
        let lines = crate::config::TEMPLATE.lines();
        // What is prose has a capital letter or a backtick first.
        let is_code = |text: &&str| !text.starts_with(|c: char| c.is_uppercase() || c == '`');
        let code = lines.filter_map(|line| line.strip_prefix("# ")).filter(is_code);
        let code = code.collect::<Vec<_>>().join("\n");
        let (configs, files) = load(&[(".gatelint.hcl", &code), ("prod.tfvars", "")], &["."])
            .unwrap_or_else(|error| panic!("{error}"));
        let real = files.here().join("legacy/main.tf");
        assert_eq!(configs.fail_on(&real).unwrap().value.name(), "error");
        assert!(!configs.never(&real).is_empty());
        assert!(load(&[(".gatelint.hcl", crate::config::TEMPLATE)], &["."]).is_ok());
    }
}

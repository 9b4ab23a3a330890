//! What Terraform would not show is not shown, in any format.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use clap::ValueEnum as _;
use gatelint::check::{Input, Inputs, Linter, run};
use gatelint::files::{Files, Memory};
use gatelint::page::Pack;
use gatelint::report::{Format, View, render};
use globset::GlobSet;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What stands in each place that must not be shown.
const MARK: &str = "hunter2";

/// Places that must not be shown: files, and what is written to each. `N` is another number each time.
const PLACES: &[&[(&str, &str)]] = &[
    &[(
        "main.tf",
        "variable \"sN\" {\n  sensitive = true\n  default   = \"hunter2\"\n  defalt    = 1\n}\n",
    )],
    &[(
        "main.tf",
        "variable \"sN\" {\n  default   = { a = \"hunter2\" }\n  ephemeral = true\n  defalt    = 1\n}\n",
    )],
    &[(
        "main.tf",
        "variable \"sN\" {\n  defalt = 1\n  default = <<-X\n    hunter2\n  X\n  sensitive = \"true\"\n}\n",
    )],
    &[
        (
            "main.tf",
            "variable \"sN\" {\n  sensitive = true\n}\nvariable \"tN\" {}\nresource \"aws_api_gateway_method\" \"rN\" {\n  http_method = var.sN\n  authorization = var.tN\n}\n",
        ),
        ("terraform.tfvars", "sN = \"hunter2\"\ntN = \"MOK\"\nsNx = \"hunter2\"\n"),
    ],
    &[
        ("main.tf", "variable \"sN\" {\n  sensitive = true\n}\n"),
        ("z.auto.tfvars.json", "{\n\"sN\": \"hunter2\",\n\"uN\": [\"hunter2\"]\n}\n"),
    ],
    &[
        ("main.tf", "variable \"sN\" {\n  ephemeral = true\n}\n"),
        ("named.tfvars", "uN = 1\nsN = [\"hunter2\"]\nvN = 2\n"),
    ],
    &[("main.tf", "locals {\n  aN = sensitive(\"hunter2\")\n  bN = nowhere.else\n}\n")],
    &[(
        "main.tf",
        "locals {\n  bN = missing(1)\n  aN = [for x in [1] : sensitive({ (\"hunter2\") = x })]\n}\n",
    )],
    &[(
        "main.tf",
        "resource \"aws_api_gateway_integration\" \"iN\" {\n  type = sensitive(\"hunter2\")\n  http_method = sensitive(\"hunter2\")\n  integration_http_method = sensitive(\"hunter2\")\n  uri = \"${sensitive(\"hunter2\")} \"\n  passthrough_behavior = sensitive(\"hunter2\")\n  content_handling = sensitive(\"hunter2\")\n}\n",
    )],
    &[(
        "main.tf",
        "resource \"aws_api_gateway_integration\" \"iN\" {\n  type = \"HTTP\"\n  request_parameters = { (sensitive(\"hunter2\")) = \"'x'\" }\n  request_templates = { for k in [sensitive(\"hunter2\")] : k => \"$x\" }\n}\n",
    )],
    &[(
        "main.tf",
        "resource \"aws_api_gateway_integration\" \"iN\" {\n  for_each = toset([sensitive(\"hunter2\")])\n  type = each.key\n}\n",
    )],
    &[(
        "main.tf",
        "resource \"aws_api_gateway_integration\" \"iN\" {\n  for_each = { (sensitive(\"hunter2\")) = \"MOK\" }\n  type = each.value\n}\n",
    )],
    &[(
        "main.tf",
        "locals {\n  kN = sensitive(\"hunter2\")\n}\nresource \"aws_lambda_function\" \"fN\" {\n  for_each = toset(data.x.y.z)\n}\nresource \"aws_api_gateway_integration\" \"iN\" {\n  type = \"AWS_PROXY\"\n  uri = aws_lambda_function.fN[local.kN].invoke_arn\n  credentials = \"x${aws_lambda_function.fN[local.kN].arn}\"\n}\n",
    )],
    &[(
        "main.tf",
        "locals {\n  kN = sensitive(\"hunter2\")\n  iN = { a = 1 }[local.kN]\n  jN = [1][local.kN]\n  lN = sensitive({ hunter2 = 1 }).hunter3\n  mN = sensitive({ hunter2 = 1 })[\"hunter3\"]\n  nN = lookup({}, local.kN)\n}\n",
    )],
    &[(
        "main.tf",
        "locals {\n  kN = sensitive(\"hunter2\")\n  iN = tonumber(local.kN)\n  jN = regex(local.kN, \"a\")\n  lN = [for x in [1, 2] : x if local.kN]\n  mN = { for x in [1, 2] : local.kN => x }\n  nN = local.kN ? 1 : 2\n  oN = local.kN + 1\n  pN = jsondecode(local.kN)\n  qN = cidrhost(local.kN, 1)\n}\n",
    )],
    &[(
        "main.tf",
        "resource \"aws_api_gateway_api_key\" \"kN\" {\n  neme  = \"k\"\n  value = \"hunter2\"\n}\noutput \"oN\" {\n  value = aws_api_gateway_api_key.kN.value\n}\n",
    )],
    &[(
        "main.tf",
        "resource \"aws_db_instance\" \"dN\" {\n  nothing  = 1\n  password = \"hunter2\"\n}\nresource \"aws_api_gateway_integration\" \"iN\" {\n  type = aws_db_instance.dN.password\n}\n",
    )],
    &[(
        "main.tf",
        "resource \"aws_secretsmanager_secret_version\" \"vN\" {\n  nothing = 1\n  secret_string = jsonencode({\n    a = \"hunter2\"\n  })\n  nothing_else = 1\n}\n",
    )],
    &[(
        "main.tf",
        "resource \"aws_ssm_parameter\" \"pN\" {\n  type = \"SecureString\"\n  nothing = 1\n  value = \"a-hunter2\"\n}\n",
    )],
    &[
        (
            "main.tf",
            "module \"mN\" {\n  source = \"./mN\"\n  pN = \"hunter2\"\n  qN = \"x\"\n}\nresource \"aws_api_gateway_integration\" \"iN\" {\n  type = module.mN.o\n  http_method = module.mN.p\n}\n",
        ),
        (
            "mN/main.tf",
            "variable \"pN\" {\n  sensitive = true\n}\noutput \"o\" {\n  valeu = 1\n  value = \"hunter2\"\n  sensitive = true\n}\noutput \"p\" {\n  sensitive = true\n  value = var.pN\n}\n",
        ),
    ],
    &[(
        "mainN.tf.json",
        "{\n\"variable\": {\"sN\": {\"sensitive\": true,\n\"default\": \"hunter2\",\n\"defalt\": 1}},\n\"locals\": {\"jN\":\n\"${sensitive(\\\"hunter2\\\")}\",\n\"lN\": \"${nowhere.else}\"}\n}\n",
    )],
    &[
        ("main.tf", "variable \"sN\" {\n  default = \"a\"\n}\nvariable \"uN\" {}\n"),
        (
            "override.tf",
            "variable \"sN\" {\n  sensitive = true\n  default = \"hunter2\"\n  defalt = 1\n}\n",
        ),
    ],
];

/// What each format shows of a module that has these places.
fn shown(places: &[usize]) -> Vec<(Format, String)> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (number, place) in places.iter().enumerate() {
        for (path, text) in PLACES[*place] {
            let number = number.to_string();
            let text = text.replace('N', &number);
            texts.entry(path.replace('N', &number)).or_default().push_str(&text);
        }
    }
    if let Some(json) = texts.get_mut("z.auto.tfvars.json") {
        *json = json.replace("\n}\n{\n", ",\n");
    }
    let memory =
        texts.iter().fold(Memory::new(), |disk, (path, text)| disk.with(path, text.as_str()));
    let files = Files::on(memory, [Path::new(".")]);
    let named = texts.contains_key("named.tfvars").then(|| Input::File("named.tfvars".into()));
    let inputs = Inputs::read(&files, &named.into_iter().collect::<Vec<_>>()).unwrap();
    let linter = Linter::new(Pack::builtin(), &[]).unwrap().with_inputs(inputs);
    let paths = [PathBuf::from(".")];
    let outcome = run(&linter, &files, &paths, &GlobSet::empty()).unwrap();
    assert!(!outcome.findings.is_empty(), "nothing shows {texts:?}");
    let show = |format: &Format| {
        (*format, render(*format, &outcome, &files, &Pack::builtin(), View::default()))
    };
    Format::value_variants().iter().map(show).collect()
}

/// An integration with something to find, so that what is around it is read.
const PLAIN: usize = 9;

#[test]
fn no_place_is_shown_by_itself() {
    let all = (0..PLACES.len()).flat_map(|place| shown(&[place, PLAIN]));
    let leaks = all.filter(|(_, text)| text.contains(MARK));
    let leaks: Vec<String> = leaks.map(|(format, text)| format!("{format:?}:\n{text}")).collect();
    assert!(leaks.is_empty(), "{}", leaks.concat());
}

#[test]
fn what_stands_there_instead_is_said() {
    let all = shown(&[0, PLAIN]);
    let (_, full) = all.iter().find(|(format, _)| *format == Format::Full).unwrap();
    assert!(full.contains("  default   = (sensitive)\n"), "{full}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn no_place_is_shown_among_others(mut places in prop::collection::vec(0..PLACES.len(), 1..12)) {
        places.push(PLAIN);
        for (format, text) in shown(&places) {
            prop_assert!(!text.contains(MARK), "{format:?} of {places:?}:\n{text}");
        }
    }
}

//! The command line itself, and that the printed setups are whole.

use clap::{CommandFactory, Parser};

use super::init::{Editor, setup};
use super::{Arguments, Request, USAGE};

fn parse(line: &str) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(line.split(' '))
}

#[test]
fn the_declaration_is_sound() {
    Arguments::command().debug_assert();
}

#[test]
fn what_editors_and_people_type_is_understood() {
    let lines = [
        "saveloop lsp",
        "saveloop lsp --stdio",
        "saveloop run main.ts",
        "saveloop run --hot main.ts -- --flag value",
        "saveloop run main.ts --hot",
        "saveloop run --inspect main.ts",
        "saveloop run --inspect-brk=0 --hot main.ts",
        "saveloop run --inspect-wait=localhost:1 --inspect-port 7 --disable-sigusr1 main.ts -- --inspect",
        "saveloop doctor",
        "saveloop doctor main.ts",
        "saveloop cache stats",
        "saveloop cache verify --json",
        "saveloop cache --json clear",
        "saveloop init neovim",
        "saveloop init vscode",
        "saveloop init helix",
        "saveloop init emacs",
        "saveloop engine --memory 1000 --stack 10",
    ];
    for line in lines {
        assert!(parse(line).is_ok(), "{line}");
    }
}

#[test]
fn the_engine_is_not_shown_to_people() {
    let help = Arguments::command().render_long_help().to_string();
    assert!(help.contains("lsp") && !help.contains("engine"), "{help}");
}

#[test]
fn a_mistyped_command_line_is_two() {
    let error = parse("saveloop rnu").map(|_| ()).unwrap_err();
    assert_eq!(error.exit_code(), i32::from(USAGE));
}

#[test]
fn arguments_after_the_dashes_are_the_programs() {
    let request = parse("saveloop run main.ts -- --hot x").map(|arguments| arguments.request);
    let Ok(Request::Run(run)) = request else { panic!("not a run") };
    assert_eq!(format!("{:?}", run.arguments()), r#"["--hot", "x"]"#);
}

#[test]
fn every_setup_names_the_program_and_its_subcommand() {
    // Neovim's is written instead: `init/neovim.rs`.
    for editor in [Editor::VsCode, Editor::Helix, Editor::Emacs] {
        let text = setup(editor).text;
        assert!(text.contains("saveloop") && text.contains("lsp"), "{editor:?}: {text}");
    }
}

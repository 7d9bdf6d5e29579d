// An editor for one cell: CodeMirror, with Python's highlighting and the keys that a reader expects.
import {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
import {python} from "@codemirror/lang-python";
import {bracketMatching, indentOnInput, indentUnit, syntaxHighlighting} from "@codemirror/language";
import {EditorState} from "@codemirror/state";
import {drawSelection, EditorView, highlightSpecialChars, keymap} from "@codemirror/view";
import {classHighlighter} from "@lezer/highlight";

/**
 * Put an editor with `text` into `place`. `onRun()` is called for Ctrl-Enter and Shift-Enter,
 * `onChange(text)` for every change. Tab indents; after Escape it leaves the editor.
 */
export function edit(place, {text, label, onRun, onChange}) {
  const run = () => {
    onRun();
    return true;
  };
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          {key: "Mod-Enter", run},
          {key: "Shift-Enter", run},
          indentWithTab,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        history(),
        drawSelection(),
        highlightSpecialChars(), // a text from a file may hide what it does behind them
        indentOnInput(),
        indentUnit.of("    "),
        bracketMatching(),
        python(),
        syntaxHighlighting(classHighlighter),
        EditorView.contentAttributes.of({
          "aria-label": label,
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: "false",
        }),
        EditorView.updateListener.of(({docChanged, state}) => {
          if (docChanged) onChange(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    focus: () => view.focus(),
    get hasFocus() {
      return view.hasFocus;
    },
    /** Replace the whole text; undo brings the old one back. */
    replace: (changed) =>
      view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: changed}}),
  };
}

import type { Editor } from '@tiptap/core';
import { CALLOUTS } from './_callout.js';
import { toggleCallout } from './_callout-command.js';
import { askForLink } from './_link-dialog.js';
import type { EditorWords } from './_words.js';

interface Tool {
  word: string;
  run(editor: Editor): unknown;
  /** Pressed while the cursor is in such text. */
  active?(editor: Editor): boolean;
  /** Shown only then. */
  when?(editor: Editor): boolean;
}

const inTable = (editor: Editor) => editor.isActive('table');
const chain = (editor: Editor) => editor.chain().focus();

function tools(words: EditorWords): Tool[][] {
  return [
    [
      {
        word: 'heading',
        run: (e) => chain(e).toggleHeading({ level: 2 }).run(),
        active: (e) => e.isActive('heading', { level: 2 }),
      },
      {
        word: 'subheading',
        run: (e) => chain(e).toggleHeading({ level: 3 }).run(),
        active: (e) => e.isActive('heading', { level: 3 }),
      },
    ],
    [
      { word: 'bold', run: (e) => chain(e).toggleBold().run(), active: (e) => e.isActive('bold') },
      { word: 'italic', run: (e) => chain(e).toggleItalic().run(), active: (e) => e.isActive('italic') },
      { word: 'link', run: (e) => askForLink(e, words), active: (e) => e.isActive('link') },
      {
        word: 'unlink',
        run: (e) => chain(e).extendMarkRange('link').unsetLink().run(),
        when: (e) => e.isActive('link'),
      },
    ],
    [
      {
        word: 'bullets',
        run: (e) => chain(e).toggleBulletList().run(),
        active: (e) => e.isActive('bulletList'),
      },
      {
        word: 'numbers',
        run: (e) => chain(e).toggleOrderedList().run(),
        active: (e) => e.isActive('orderedList'),
      },
      {
        word: 'quote',
        run: (e) => chain(e).toggleBlockquote().run(),
        active: (e) => e.isActive('blockquote'),
      },
    ],
    CALLOUTS.map((kind) => ({
      word: kind,
      run: (e: Editor) => toggleCallout(e, kind, words[`${kind}Title`] ?? ''),
      active: (e: Editor) => e.isActive('callout', { kind }),
    })),
    [
      {
        word: 'table',
        run: (e) => chain(e).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
        when: (e) => !inTable(e),
      },
      { word: 'addRow', run: (e) => chain(e).addRowAfter().run(), when: inTable },
      { word: 'addColumn', run: (e) => chain(e).addColumnAfter().run(), when: inTable },
      { word: 'deleteRow', run: (e) => chain(e).deleteRow().run(), when: inTable },
      { word: 'deleteColumn', run: (e) => chain(e).deleteColumn().run(), when: inTable },
      { word: 'deleteTable', run: (e) => chain(e).deleteTable().run(), when: inTable },
    ],
    [
      { word: 'undo', run: (e) => chain(e).undo().run() },
      { word: 'redo', run: (e) => chain(e).redo().run() },
    ],
  ];
}

/** A row of buttons that follows the cursor. One stop of the Tab key; arrows go from button to button. */
export function toolbarFor(editor: Editor, words: EditorWords, label: string): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'editor-bar';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', `${words['toolbar']}: ${label}`);
  const buttons: { tool: Tool; button: HTMLButtonElement }[] = [];
  for (const group of tools(words)) {
    const box = document.createElement('span');
    for (const tool of group) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'editor-tool';
      button.textContent = words[tool.word] ?? tool.word;
      button.tabIndex = buttons.length === 0 ? 0 : -1;
      // The cursor stays in the text.
      button.addEventListener('mousedown', (event) => event.preventDefault());
      button.addEventListener('click', () => tool.run(editor));
      box.append(button);
      buttons.push({ tool, button });
    }
    bar.append(box);
  }
  const refresh = () => {
    for (const { tool, button } of buttons) {
      if (tool.active) button.setAttribute('aria-pressed', String(tool.active(editor)));
      button.hidden = tool.when ? !tool.when(editor) : false;
    }
  };
  editor.on('transaction', refresh);
  refresh();
  bar.addEventListener('keydown', (event) =>
    moveFocus(
      event,
      buttons.map(({ button }) => button),
    ),
  );
  return bar;
}

function moveFocus(event: KeyboardEvent, all: HTMLButtonElement[]): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const shown = all.filter((button) => !button.hidden);
  const at = shown.indexOf(document.activeElement as HTMLButtonElement);
  if (!step || at < 0) return;
  event.preventDefault();
  for (const button of all) button.tabIndex = -1;
  const next = shown[(at + step + shown.length) % shown.length];
  if (next) {
    next.tabIndex = 0;
    next.focus();
  }
}

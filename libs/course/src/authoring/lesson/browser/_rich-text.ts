import { Editor } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { Callout, CalloutTitle } from './_callout.js';
import { lessonHtml } from './_lesson-html.js';
import { toolbarFor } from './_toolbar.js';
import type { EditorWords } from './_words.js';

/** Its own markup carries inline styles, which the policy of our pages refuses. */
const PlainTable = Table.extend({ renderHTML: () => ['table', ['tbody', 0]] });

const EXTENSIONS = [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    link: { openOnClick: false, autolink: false, HTMLAttributes: { target: null, rel: null } },
    // They colour by inline style.
    dropcursor: false,
  }),
  PlainTable.configure({ resizable: false }),
  TableRow,
  TableHeader,
  TableCell,
  CalloutTitle,
  Callout,
];

/** Puts an editor in front of a textarea of HTML. The textarea stays what is sent, and follows every change. */
export function enhanceRichText(area: HTMLTextAreaElement): void {
  const words = JSON.parse(area.dataset['words'] ?? '{}') as EditorWords;
  const label = area.dataset['label'] ?? '';
  const frame = document.createElement('div');
  frame.className = 'editor-frame';
  const place = document.createElement('div');
  place.className = 'editor-place';
  const editor = new Editor({
    element: place,
    extensions: EXTENSIONS,
    content: area.value,
    injectCSS: false,
    editorProps: {
      attributes: {
        class: 'rich',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        lang: 'vi',
      },
    },
  });
  // The editor adds an empty last line by itself: only what a person changes counts.
  let shown = lessonHtml(editor.getHTML());
  editor.on('update', () => {
    const html = lessonHtml(editor.getHTML());
    if (html === shown) return;
    shown = html;
    area.value = html;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  frame.append(toolbarFor(editor, words, label), place, sourceSwitch(area, place, editor, words));
  area.before(frame);
  area.hidden = true;
  const hint = document.getElementById(`${area.id}-hint`);
  if (hint) hint.hidden = true;
}

/** For those who know HTML: the text as it is sent. */
function sourceSwitch(
  area: HTMLTextAreaElement,
  place: HTMLElement,
  editor: Editor,
  words: EditorWords,
): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'editor-tool editor-source';
  button.textContent = words['source'] ?? '';
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', () => {
    const toSource = area.hidden;
    if (toSource) area.value = lessonHtml(editor.getHTML());
    else editor.commands.setContent(area.value, { emitUpdate: false });
    area.hidden = !toSource;
    place.hidden = toSource;
    button.setAttribute('aria-pressed', String(toSource));
  });
  return button;
}

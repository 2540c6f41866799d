import { type Editor, findParentNode } from '@tiptap/core';
import type { CalloutKind } from './_callout.js';

/** Puts the selection into a call-out with `title`; changes its kind; takes it out when it is of this kind. */
export function toggleCallout(editor: Editor, kind: CalloutKind, title: string): void {
  const { state } = editor;
  const found = findParentNode((node) => node.type.name === 'callout')(state.selection);
  if (!found) {
    editor
      .chain()
      .focus()
      .wrapIn('callout', { kind })
      .command(({ tr, state: now }) => {
        const wrapped = findParentNode((node) => node.type.name === 'callout')(tr.selection);
        const titleType = now.schema.nodes['calloutTitle'];
        if (wrapped && titleType) tr.insert(wrapped.pos + 1, titleType.create(null, now.schema.text(title)));
        return true;
      })
      .run();
    return;
  }
  const { node, pos } = found;
  if (node.attrs['kind'] !== kind) {
    editor.chain().focus().updateAttributes('callout', { kind }).run();
    return;
  }
  const paragraph = state.schema.nodes['paragraph'];
  const plain = node.children.map((child) =>
    child.type.name === 'calloutTitle' && paragraph ? paragraph.create(null, child.content) : child,
  );
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      tr.replaceWith(pos, pos + node.nodeSize, plain);
      return true;
    })
    .run();
}

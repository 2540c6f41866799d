import { mergeAttributes, Node } from '@tiptap/core';

export const CALLOUTS = ['note', 'safety', 'example'] as const;
export type CalloutKind = (typeof CALLOUTS)[number];

/** `<p class="callout-title">`: one line, first in its call-out. */
export const CalloutTitle = Node.create({
  name: 'calloutTitle',
  content: 'inline*',
  defining: true,
  parseHTML: () => [{ tag: 'p.callout-title', priority: 60 }],
  renderHTML: () => ['p', { class: 'callout-title' }, 0],
});

/** `<aside class="callout callout-safety">`, as the sanitiser of the server lets it through. */
export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'calloutTitle? (paragraph | bulletList | orderedList | blockquote | table)+',
  defining: true,
  addAttributes: () => ({
    kind: {
      default: 'note' satisfies CalloutKind,
      rendered: false,
      parseHTML: (element: HTMLElement) =>
        CALLOUTS.find((kind) => element.classList.contains(`callout-${kind}`)) ?? 'note',
    },
  }),
  parseHTML: () => [{ tag: 'aside.callout' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'aside',
    mergeAttributes(HTMLAttributes, { class: `callout callout-${node.attrs['kind']}` }),
    0,
  ],
});

import { ItemRefused, type Said } from '../item.js';
import { textOfNodes } from '../plain-text.js';
import { childrenOf, type XmlNode } from '../xml/tree.js';
import { correctValues } from './key.js';

/** Words to be put into the gaps of a text, each gap with exactly one right word. */
export function gapMatchBody(item: XmlNode, interaction: XmlNode, notes: Said[]): object {
  const given = childrenOf(interaction, 'gapText').map((node) => ({
    identifier: node.attributes['identifier'],
    text: textOfNodes(node.children, notes),
  }));
  if (childrenOf(interaction, 'gapImg').length > 0)
    throw new ItemRefused('holds-element', { element: 'gapImg' });
  const pairs = correctValues(item, interaction).map((pair) => pair.split(/\s+/));
  const gaps: { id: string; word: string }[] = [];
  const numbered = (node: XmlNode): XmlNode => ({
    ...node,
    children: node.children.flatMap((child): (XmlNode | string)[] => {
      if (typeof child === 'string') return [child];
      if (child.name !== 'gap') return [numbered(child)];
      const right = pairs.filter(([, gap]) => gap === child.attributes['identifier']);
      const place = given.findIndex(({ identifier }) => identifier === right[0]?.[0]);
      if (right.length !== 1 || place < 0) throw new ItemRefused('row-without-one-match');
      gaps.push({ id: `${gaps.length + 1}`, word: `w${place}` });
      return [`[[${gaps.length}]]`];
    }),
  });
  const asked = interaction.children.filter(
    (child) => typeof child === 'string' || !['gapText', 'prompt'].includes(child.name),
  );
  const text = textOfNodes(numbered({ ...interaction, children: asked }).children, notes);
  return { text, gaps, words: given.map(({ text }, index) => ({ id: `w${index}`, text })) };
}

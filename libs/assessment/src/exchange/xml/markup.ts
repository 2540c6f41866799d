import { parseDocument } from 'htmlparser2';
import type { XmlNode } from './tree.js';

export type { XmlNode } from './tree.js';

type Node = ReturnType<typeof parseDocument>['children'][number];

const DEEPEST = 100;

/** HTML, however careless, as a tree of elements and texts; comments are left out. */
export function parseMarkup(html: string): (XmlNode | string)[] {
  return parseDocument(html).children.flatMap((node) => nodesOf(node, 0));
}

function nodesOf(node: Node, depth: number): (XmlNode | string)[] {
  if ('data' in node) return node.type === 'text' ? [node.data] : [];
  if (!('children' in node)) return [];
  const name = 'name' in node ? node.name : 'div';
  const attributes = 'attribs' in node ? node.attribs : {};
  // What is nested deeper than any author would is taken for an element that cannot be read.
  if (depth > DEEPEST) return [{ name: 'nested', attributes: {}, children: [] }];
  return [{ name, attributes, children: node.children.flatMap((child) => nodesOf(child, depth + 1)) }];
}

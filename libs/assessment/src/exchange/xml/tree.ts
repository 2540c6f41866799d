import { SaxesParser } from 'saxes';
import { FileRefused } from '../item.js';

/** An element; `name` is without its prefix. */
export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: (XmlNode | string)[];
}

const DEEPEST = 100;
const MOST_NODES = 2_000_000;

/**
 * The document as a tree. Refused are documents that are not well-formed and those that declare a document type:
 * entities of one's own are how XML attacks begin.
 */
export function parseXmlTree(text: string): XmlNode {
  const parser = new SaxesParser();
  const root: XmlNode = { name: '', attributes: {}, children: [] };
  const open = [root];
  let nodes = 0;
  const refuse = (code: string): never => {
    throw new FileRefused(code);
  };
  parser.on('error', () => refuse('xml-not-well-formed'));
  parser.on('doctype', () => refuse('xml-doctype'));
  parser.on('opentag', (tag) => {
    nodes += 1;
    if (open.length > DEEPEST || nodes > MOST_NODES) refuse('xml-too-deep');
    const attributes = Object.fromEntries(
      Object.entries(tag.attributes as Record<string, string>).map(([name, value]) => [local(name), value]),
    );
    const node = { name: local(tag.name), attributes, children: [] };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on('closetag', () => void open.pop());
  const words = (piece: string) => void open.at(-1)!.children.push(piece);
  parser.on('text', words);
  parser.on('cdata', words);
  parser.write(text).close();
  const [top] = root.children.filter((child) => typeof child !== 'string');
  return top ?? refuse('xml-not-well-formed');
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

export const elementsOf = (node: XmlNode): XmlNode[] =>
  node.children.filter((child) => typeof child !== 'string');

export const childrenOf = (node: XmlNode, name: string): XmlNode[] =>
  elementsOf(node).filter((child) => child.name === name);

export const childOf = (node: XmlNode, name: string): XmlNode | undefined => childrenOf(node, name)[0];

/** All text inside, in order. */
export const wordsOf = (node: XmlNode | undefined): string =>
  node ? node.children.map((child) => (typeof child === 'string' ? child : wordsOf(child))).join('') : '';

/** Descendants of these names, in order, not looking into them further. */
export function findAll(node: XmlNode, names: readonly string[]): XmlNode[] {
  return elementsOf(node).flatMap((child) => (names.includes(child.name) ? [child] : findAll(child, names)));
}

import type { XmlNode } from '../xml/tree.js';

export const classesOf = ({ attributes }: XmlNode): string[] => (attributes['class'] ?? '').split(/\s+/);

/** Our own words in the class of an element: `hocvuso-scoring-exact` → `exact`. */
export const ownWord = (node: XmlNode, name: string): string | undefined =>
  classesOf(node)
    .find((each) => each.startsWith(`hocvuso-${name}-`))
    ?.slice(`hocvuso-${name}-`.length);

export const isOurs = (node: XmlNode, type: string): boolean => classesOf(node).includes(`hocvuso-${type}`);

import type { FilePicture } from '../item.js';
import type { XmlNode } from '../xml/tree.js';

/** What is asked in a part of an item. */
export interface AskedHere {
  stem: string;
  type: string;
  body: object;
  pictures?: FilePicture[];
}

/** The content of an element apart from one of those in it. */
export function without(node: XmlNode, left: XmlNode): (XmlNode | string)[] {
  return node.children.flatMap((child): (XmlNode | string)[] => {
    if (child === left) return [];
    return typeof child === 'string' ? [child] : [{ ...child, children: without(child, left) }];
  });
}

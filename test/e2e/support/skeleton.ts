import { type HTMLElement, NodeType } from 'node-html-parser';

/** Attributes whose value decides how an element looks or what it is; of others only their presence counts. */
const TELLING =
  /^(class|type|role|scope|lang|tabindex|autocomplete|aria-(?!label|describedby|controls|owns).+)$/;

/**
 * What an accessibility check depends on, in one string: elements, states, and where there is text, but not which.
 * Pages of one template in one state have one skeleton, however many rows they list.
 */
export function skeletonOf(element: HTMLElement): string {
  const attributes = Object.entries(element.attributes).map(([name, value]) =>
    TELLING.test(name) ? `${name}=${value}` : `${name}${value === '' ? '' : '='}`,
  );
  const children = new Set(
    element.childNodes.flatMap((node) => {
      if (node.nodeType === NodeType.ELEMENT_NODE) return [skeletonOf(node as HTMLElement)];
      return node.nodeType === NodeType.TEXT_NODE && node.text.trim() ? ['…'] : [];
    }),
  );
  return `${element.rawTagName}[${attributes.sort().join(' ')}](${[...children].join('')})`;
}

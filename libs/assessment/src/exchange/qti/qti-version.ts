import type { XmlNode } from '../xml/tree.js';
import type { Element } from '../xml/write.js';

/** What differs between the two versions that are written; items are thought in the names of 2.1. */
export interface QtiVersion {
  itemNamespace: string;
  itemSchema: string;
  manifestNamespace: string;
  manifestSchema: string;
  schemaName: string;
  schemaVersion: string;
  itemResource: string;
  /** Whether words may be dragged onto a picture; pictures of words only before 3.0. */
  dragsWords: boolean;
  /** Whether gaps say how many may be filled: one, when it is left out. */
  limitsGaps: boolean;
  /** Resource type of stimuli in files of their own, which items refer to; null: they stand in the item. */
  stimulusResource: string | null;
  template(name: string): string;
  named(root: Element): Element;
}

/** Elements of HTML keep their names in 3.0. */
const HTML = new Set(['p', 'br', 'div', 'img', 'object']);

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

export const QTI_21: QtiVersion = {
  itemNamespace: 'http://www.imsglobal.org/xsd/imsqti_v2p1',
  itemSchema: 'http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd',
  manifestNamespace: 'http://www.imsglobal.org/xsd/imscp_v1p1',
  manifestSchema: 'http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd',
  schemaName: 'QTIv2.1 Package',
  schemaVersion: '1.0.0',
  itemResource: 'imsqti_item_xmlv2p1',
  dragsWords: false,
  limitsGaps: false,
  stimulusResource: null,
  template: (name) => `http://www.imsglobal.org/question/qti_v2p1/rptemplates/${name}`,
  named: (root) => root,
};

export const QTI_30: QtiVersion = {
  itemNamespace: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
  itemSchema: 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd',
  manifestNamespace: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
  manifestSchema: 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd',
  schemaName: 'QTI Package',
  schemaVersion: '3.0.0',
  itemResource: 'imsqti_item_xmlv3p0',
  dragsWords: true,
  limitsGaps: true,
  stimulusResource: 'imsqti_stimulus_xmlv3p0',
  template: (name) => `https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/${name}.xml`,
  named: function named(root: Element): Element {
    const children = root.children.map((child) => (typeof child === 'string' ? child : named(child)));
    if (HTML.has(root.name)) return { ...root, children };
    const attributes = Object.fromEntries(
      Object.entries(root.attributes).map(([name, value]) => [
        name.startsWith('x') ? name : kebab(name),
        value,
      ]),
    );
    // 3.0 wraps what modal feedback says.
    const wrapped = { name: 'qti-content-body', attributes: {}, children };
    return {
      name: `qti-${kebab(root.name)}`,
      attributes,
      children: root.name === 'modalFeedback' ? [wrapped] : children,
    };
  },
};

/** An item of either version in the names of 2.1. */
export function inOldNames(node: XmlNode): XmlNode {
  const children = node.children.map((child) => (typeof child === 'string' ? child : inOldNames(child)));
  if (!node.name.startsWith('qti-')) return { ...node, children };
  const attributes = Object.fromEntries(
    Object.entries(node.attributes).map(([name, value]) => [camel(name), value]),
  );
  return { name: camel(node.name.slice('qti-'.length)), attributes, children };
}

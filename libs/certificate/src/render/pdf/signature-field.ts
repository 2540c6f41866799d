import { BYTE_RANGE_PLACEHOLDER } from '../../signing/signature-slot.js';

/** Members of a PDFKit document that its types leave out. */
interface Internals {
  _root: { data: Record<string, unknown> };
  _acroform: { fonts: object; defaultFont: string };
}

const PRINT_AND_LOCKED = 132;

/**
 * A field for one signature, not seen on the page, with `room` bytes free for it. Its empty appearance keeps the
 * file PDF/A-1b (ISO 19005-1, 6.5.3 and 6.9).
 */
export function addSignatureField(doc: PDFKit.PDFDocument, room: number): void {
  const appearance = doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 0, 0], Resources: {} });
  // An appearance has to be a stream, and a stream of nothing is left out.
  appearance.end('q Q');
  const signature = doc.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [...BYTE_RANGE_PLACEHOLDER],
    Contents: Buffer.alloc(room),
    M: new Date(0),
  });
  signature.end(undefined);
  const field = doc.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: literal('Signature'),
    V: signature,
    F: PRINT_AND_LOCKED,
    Rect: [0, 0, 0, 0],
    AP: { N: appearance },
    P: doc.page.dictionary,
  });
  field.end(undefined);
  doc.page.annotations.push(field as unknown as (typeof doc.page.annotations)[number]);
  const form = doc.ref({ Fields: [field], SigFlags: 3, DR: { Font: {} } });
  // As after `initForm`, which would ask readers to draw the field anew. The document ends the form itself.
  Object.assign(doc as unknown as Internals, { _acroform: { fonts: {}, defaultFont: 'regular' } });
  (doc as unknown as Internals)._root.data['AcroForm'] = form;
}

/** PDFKit writes string objects as strings and plain strings as names. */
const literal = (text: string): object => Object(text) as object;

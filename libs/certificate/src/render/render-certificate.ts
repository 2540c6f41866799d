import { setImmediate as turn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { formatCode } from '../code/verification-code.js';
import { formatLabel } from '../verify-file/file-label.js';
import type { CertificateModel } from './certificate-model.js';
import { type Face, faces } from './font/faces.js';
import { certificateText, titleOf } from './page/certificate-text.js';
import { layOut, type Sheet } from './page/sheet.js';
import { drawSheet } from './pdf/draw-sheet.js';
import { addSignatureField } from './pdf/signature-field.js';
import { layOutTemplate } from './template/lay-out-template.js';
import type { PreparedTemplate } from './template/prepared-template.js';

export interface RenderOptions {
  /** Bytes to keep free for a digital signature, in a signature field that is not seen; none when absent. */
  signatureRoom?: number;
  /** The design it is drawn by; the platform's own page, A4 lying down, when absent. */
  template?: PreparedTemplate | undefined;
}

/** Where everything stands: one layout for the file and for the preview. Throws RenderRefused. */
export function sheetOf(model: CertificateModel, template?: PreparedTemplate): Sheet {
  return template ? layOutTemplate(template, model) : layOut(certificateText(model));
}

/**
 * One page as PDF/A-1b. The same model gives the same bytes (under one zlib).
 * @throws RenderRefused when the facts are incomplete, cannot be written in the fonts or do not fit.
 */
export async function renderCertificate(
  model: CertificateModel,
  options: RenderOptions = {},
): Promise<Buffer> {
  const sheet = sheetOf(model, options.template);
  const doc = openDocument(model, sheet);
  const file = collect(doc);
  drawSheet(doc, sheet, qrOf(model));
  if (options.signatureRoom) addSignatureField(doc, options.signatureRoom);
  doc.end();
  return file;
}

/** A page of a document for paper. */
export interface PrintPage {
  model: CertificateModel;
  template: PreparedTemplate | undefined;
}

/**
 * The pages of many certificates in one document for a printer: fonts and drawings are in it once. It holds no
 * signature and claims no PDF/A.
 */
export async function renderPrintPages(pages: Iterable<PrintPage>, title: string): Promise<Buffer> {
  const doc = new PDFDocument({
    ...{ autoFirstPage: false, margin: 0, fontLayoutCache: false, lang: 'vi-VN' },
    font: fontSource(faces.regular),
    info: { Title: title, Creator: 'hocvuso', Producer: 'hocvuso, PDFKit' },
  });
  for (const [name, face] of Object.entries(faces)) doc.registerFont(name, fontSource(face));
  const file = collect(doc);
  for (const { model, template } of pages) {
    await turn();
    const sheet = sheetOf(model, template);
    doc.addPage({ size: [sheet.width, sheet.height], margin: 0 });
    drawSheet(doc, sheet, qrOf(model));
  }
  doc.end();
  return file;
}

const qrOf = ({ verification }: CertificateModel) => ({
  url: verification.url,
  description: `Mã QR dẫn đến trang kiểm tra, mã ${formatCode(verification.code)}`,
});

function openDocument(model: CertificateModel, { width, height }: Sheet): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: [width, height],
    margin: 0,
    pdfVersion: '1.4',
    subset: 'PDF/A-1b',
    tagged: true,
    lang: 'vi-VN',
    displayTitle: true,
    fontLayoutCache: false,
    font: fontSource(faces.regular),
    info: {
      // PDFKit writes these into the XMP packet unescaped, so they hold no free text.
      Title: `${titleOf(model)} ${model.serial.replace(/[<>&\p{Cc}]/gu, ' ')}`,
      Keywords: formatLabel({ code: model.verification.code, serial: model.serial, trial: model.trial }),
      Creator: 'hocvuso',
      Producer: 'hocvuso, PDFKit',
      CreationDate: model.createdAt,
    },
  });
  for (const [name, face] of Object.entries(faces)) doc.registerFont(name, fontSource(face));
  return doc;
}

/** PDFKit takes any object with a fontkit font's members; its types only know file names and bytes. */
function fontSource(face: Face): string {
  return face as unknown as string;
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}

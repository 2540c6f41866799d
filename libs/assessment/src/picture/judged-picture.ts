import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { DomainError } from '#platform/errors';
import { pictureSize } from '#platform/pictures';

const TYPES: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };
const MOST_BYTES = 2 * 1024 * 1024;

/** A picture that questions may show, judged by its content. */
export interface JudgedPicture {
  type: string;
  extension: string;
  sha256: Buffer;
  /** Pixels. */
  width: number;
  height: number;
}

/** Throws `assessment.picture-type` when it is no PNG, JPEG or WebP, or `assessment.picture-too-large`. */
export async function judgePicture(content: Buffer): Promise<JudgedPicture> {
  const type = (await fileTypeFromBuffer(content))?.mime ?? '';
  const extension = TYPES[type];
  const size = extension ? pictureSize(content, type) : null;
  if (!extension || !size) throw new DomainError('assessment.picture-type', {}, 422);
  if (content.length > MOST_BYTES)
    throw new DomainError('assessment.picture-too-large', { megabytes: MOST_BYTES / 1024 / 1024 }, 413);
  return { type, extension, sha256: createHash('sha256').update(content).digest(), ...size };
}

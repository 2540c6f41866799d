import { fileTypeFromBuffer } from 'file-type';

export type MediaUse = 'picture' | 'video' | 'file';

/** What each use takes, by content and not by name, with the most bytes it may have. */
export const ACCEPTED: Record<MediaUse, { types: Record<string, string>; bytes: number }> = {
  picture: {
    types: {
      'image/png': 'png',
      'image/jpeg': 'jpg',
      'image/webp': 'webp',
      'image/gif': 'gif',
      'image/svg+xml': 'svg',
    },
    bytes: 5 * 1024 * 1024,
  },
  video: { types: { 'video/mp4': 'mp4', 'video/webm': 'webm' }, bytes: 25 * 1024 * 1024 },
  file: { types: { 'application/pdf': 'pdf' }, bytes: 25 * 1024 * 1024 },
};

/** The type of a file as its content says; null when it is none of ours. */
export async function typeOf(content: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(content);
  if (found && found.mime !== 'application/xml') return found.mime;
  const head = content
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  return /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(head)
    ? 'image/svg+xml'
    : null;
}

import { sanitiseRichText } from '../rich-text/rich-text.js';
import { youtubeId } from './video-link.js';

/** A block with what is known of its file. */
export interface ShownBlock {
  kind: 'text' | 'picture' | 'video' | 'file';
  html: string;
  url: string | null;
  alt: string;
  caption: string;
  mediaId: string | null;
  mediaName: string | null;
  mediaType: string | null;
  mediaBytes: number | null;
  width: number | null;
  height: number | null;
}

/** Words around videos and files, in the learner's language. */
export interface LessonWords {
  watchElsewhere: string;
  openFile: string;
}

/** The HTML of a lesson. Every value is escaped here or comes out of the sanitiser. */
export function renderLesson(blocks: ShownBlock[], words: LessonWords): string {
  return blocks.map((block) => RENDER[block.kind](block, words)).join('\n');
}

const RENDER: Record<ShownBlock['kind'], (block: ShownBlock, words: LessonWords) => string> = {
  text: (block) => scrollable(sanitiseRichText(block.html)),
  picture: (block) => {
    if (!block.mediaId) return '';
    const size = block.width && block.height ? ` width="${block.width}" height="${block.height}"` : '';
    const image = `<img src="/media/${block.mediaId}" alt="${escapeHtml(block.alt)}"${size} loading="lazy" decoding="async">`;
    return `<figure class="lesson-picture">${image}${captionOf(block.caption)}</figure>`;
  },
  video: (block, words) => {
    const player = playerOf(block, words);
    return player ? `<figure class="lesson-video">${player}${captionOf(block.caption)}</figure>` : '';
  },
  file: (block, words) => {
    if (!block.mediaId) return '';
    const name = escapeHtml(block.alt || block.mediaName || '');
    const size = escapeHtml(sizeText(block.mediaBytes ?? 0));
    return `<p class="lesson-file"><a href="/media/${block.mediaId}">${escapeHtml(words.openFile)}: ${name}</a> <span class="muted">(PDF, ${size})</span></p>${captionOf(block.caption, 'p')}`;
  },
};

function playerOf(block: ShownBlock, words: LessonWords): string {
  const title = escapeHtml(block.alt);
  if (block.mediaId) {
    const size = ` <span class="muted">(${escapeHtml(sizeText(block.mediaBytes ?? 0))})</span>`;
    return `<video controls preload="none" playsinline aria-label="${title}"><source src="/media/${block.mediaId}" type="${escapeHtml(block.mediaType ?? 'video/mp4')}"></video><p class="small">${title}${size}</p>`;
  }
  if (!block.url || !/^https:\/\//i.test(block.url)) return '';
  const youtube = youtubeId(block.url);
  const link = `<p class="small"><a href="${escapeHtml(block.url)}" rel="noopener noreferrer">${escapeHtml(words.watchElsewhere)}: ${title || escapeHtml(block.url)}</a></p>`;
  if (!youtube) return link;
  return `<div class="video-frame"><iframe src="https://www.youtube-nocookie.com/embed/${youtube}" title="${title}" loading="lazy" allow="fullscreen; encrypted-media; picture-in-picture" referrerpolicy="strict-origin-when-cross-origin"></iframe></div>${link}`;
}

/** A wide table scrolls by itself, also from the keyboard; the page never does. */
const scrollable = (html: string): string =>
  html
    .replaceAll('<table>', '<div class="table-wrap" tabindex="0" role="group"><table>')
    .replaceAll('</table>', '</table></div>');

const captionOf = (caption: string, tag = 'figcaption'): string =>
  caption ? `<${tag}>${escapeHtml(caption)}</${tag}>` : '';

/** 1536000 → “1,5 MB”. */
export function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(Math.round(bytes / 104_857.6) / 10).toLocaleString('vi-VN')} MB`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] as string);

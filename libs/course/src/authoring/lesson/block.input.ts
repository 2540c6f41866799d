import { z } from 'zod';
import { httpsAddress } from '../../reading/video-link.js';
import { line } from '../course/course.input.js';

export const KINDS = ['picture', 'video', 'file'] as const;

/** The fields beside the file of a new block. */
export const blockInput = z
  .strictObject({
    kind: z.enum(KINDS),
    alt: line(1000).default(''),
    caption: line(500).default(''),
    url: z.string().trim().max(500).default(''),
  })
  .transform((given, context) => {
    const refuse = (field: string, message: string) =>
      context.issues.push({ code: 'custom', input: given, path: [field], message });
    if (!given.alt) refuse('alt', given.kind === 'picture' ? 'course.alt-empty' : 'course.media-title-empty');
    const url = given.kind === 'video' && given.url ? httpsAddress(given.url) : null;
    if (given.kind === 'video' && given.url && !url) refuse('url', 'course.video-link');
    return { ...given, url };
  });

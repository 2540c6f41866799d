import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#platform/clock';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { pictureSize } from '#platform/pictures';
import { STORAGE, type Storage } from '#platform/storage';
import { Media } from './media.entity.js';
import { ACCEPTED, type MediaUse, typeOf } from './media-type.js';
import { cleanSvg } from './svg.js';

/** Takes in the files of courses. The same bytes in the same course are kept once. */
@Injectable()
export class MediaLibrary {
  constructor(
    @Inject(STORAGE) private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks what a file really is, keeps it and returns its row. Throws `course.media-type` when it is not for
   * this use, `course.media-too-large`, `course.svg-broken` or `course.svg-refused`.
   */
  async add(
    tx: EntityManager,
    courseId: string,
    use: MediaUse,
    file: { name: string; content: Buffer },
    by: string | null,
  ): Promise<Media> {
    const type = await typeOf(file.content);
    const { types, bytes } = ACCEPTED[use];
    const extension = type && types[type];
    if (!type || !extension) throw new DomainError(`course.media-type-${use}`, {}, 422);
    if (file.content.length > bytes)
      throw new DomainError('course.media-too-large', { megabytes: bytes / 1024 / 1024 }, 413);
    const content =
      type === 'image/svg+xml' ? Buffer.from(cleanSvg(decode(file.content)), 'utf8') : file.content;
    const sha256 = createHash('sha256').update(content).digest();
    const known = await tx.findOneBy(Media, { courseId, sha256 });
    if (known) return known;
    const storageKey = `media/${courseId}/${sha256.toString('hex')}.${extension}`;
    await this.storage.put(storageKey, content);
    const size = use === 'picture' ? pictureSize(content, type) : null;
    const media = Object.assign(new Media(), {
      id: newId(),
      courseId,
      storageKey,
      name: file.name.normalize('NFC').slice(0, 200),
      type,
      bytes: content.length,
      sha256,
      width: size?.width ?? null,
      height: size?.height ?? null,
      createdBy: by,
      createdAt: this.clock.now(),
    });
    return tx.save(Media, media);
  }
}

/** Drawings in anything but UTF-8 are refused: a second reading of the same bytes could find other tags. */
function decode(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new DomainError('course.svg-broken', {}, 422);
  }
}

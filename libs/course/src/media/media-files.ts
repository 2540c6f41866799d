import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isUuid } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { BoundedCache } from '../reading/bounded-cache.js';
import type { ByteRange } from './byte-range.js';

export interface MediaFile {
  id: string;
  storageKey: string;
  name: string;
  type: string;
  bytes: number;
  etag: string;
  /** Part of something published: anybody may see it, for ever. */
  isPublic: boolean;
}

/** Finds and opens files for those who may see them. */
@Injectable()
export class MediaFiles {
  private readonly published = new BoundedCache<MediaFile>(5000);

  constructor(
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Null when there is no such file, or it is of a draft outside `scope` (ltree paths of the author's units). */
  async find(id: string, scope: string[]): Promise<MediaFile | null> {
    if (!isUuid(id)) return null;
    const open = await this.published.get(id, () => this.load(id, []));
    return open ?? (scope.length > 0 ? this.load(id, scope) : null);
  }

  open(file: MediaFile, range?: ByteRange): Readable {
    return this.storage.stream(file.storageKey, range);
  }

  private async load(id: string, scope: string[]): Promise<MediaFile | null> {
    const rows: MediaFile[] = await this.db.query(
      `SELECT m.id, m.storage_key AS "storageKey", m.name, m.type, m.bytes,
              '"' || encode(m.sha256, 'hex') || '"' AS etag, shown.published AS "isPublic"
         FROM media m JOIN course c ON c.id = m.course_id JOIN unit u ON u.id = c.owner_unit_id
         CROSS JOIN LATERAL (SELECT
           EXISTS (SELECT FROM block b JOIN lesson l ON l.id = b.lesson_id
                     JOIN course_version v ON v.id = l.version_id
                    WHERE b.media_id = m.id AND v.status <> 'draft')
           OR EXISTS (SELECT FROM course_version v WHERE v.cover_media_id = m.id AND v.status <> 'draft') AS published
         ) shown
        WHERE m.id = $1 AND (shown.published OR u.path <@ ANY ($2::ltree[]))`,
      [id, scope],
    );
    return rows[0] ?? null;
  }
}

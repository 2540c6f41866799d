import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isUuid, newId } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { judgePicture } from './judged-picture.js';

/** A picture that questions of its bank may show. Its address always means the same bytes. */
export interface QuestionPicture {
  id: string;
  name: string;
  type: string;
  /** Pixels. */
  width: number;
  height: number;
  storageKey: string;
}

const COLUMNS = 'p.id, p.name, p.type, p.width, p.height, p.storage_key AS "storageKey"';

/** Pictures for questions: kept by bank, the same bytes once. */
@Injectable()
export class QuestionPictures {
  constructor(
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /**
   * Takes a picture in, judged by its content. Throws `assessment.picture-type` when it is no PNG, JPEG or WebP,
   * or `assessment.picture-too-large`.
   */
  async add(
    tx: EntityManager,
    bankId: string,
    file: { name: string; content: Buffer },
    by: string | null,
  ): Promise<QuestionPicture> {
    const { type, extension, sha256, ...size } = await judgePicture(file.content);
    const storageKey = `question-pictures/${bankId}/${sha256.toString('hex')}.${extension}`;
    await this.storage.put(storageKey, file.content);
    const rows: QuestionPicture[] = await tx.query(
      `INSERT INTO question_picture AS p (id, bank_id, storage_key, name, type, bytes, sha256, width, height, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (bank_id, sha256) DO UPDATE SET name = p.name RETURNING ${COLUMNS}`,
      [
        newId(),
        bankId,
        storageKey,
        file.name.normalize('NFC').slice(0, 200),
        type,
        file.content.length,
        sha256,
        size.width,
        size.height,
        by,
      ],
    );
    return rows[0]!;
  }

  /** Ids of the pictures of a bank that have these contents, by SHA-256 in hexadecimal. */
  async known(bankId: string, sha256: string[]): Promise<Map<string, string>> {
    const rows: { id: string; sha256: string }[] = await this.db.query(
      `SELECT id, encode(sha256, 'hex') AS sha256 FROM question_picture
        WHERE bank_id = $1 AND encode(sha256, 'hex') = ANY ($2::text[])`,
      [bankId, sha256],
    );
    return new Map(rows.map((row) => [row.sha256, row.id]));
  }

  /** Newest first. */
  async list(bankId: string): Promise<QuestionPicture[]> {
    return this.db.query(
      `SELECT ${COLUMNS} FROM question_picture p WHERE bank_id = $1 ORDER BY created_at DESC LIMIT 500`,
      [bankId],
    );
  }

  async find(id: string): Promise<QuestionPicture | null> {
    if (!isUuid(id)) return null;
    const rows: QuestionPicture[] = await this.db.query(
      `SELECT ${COLUMNS} FROM question_picture p WHERE id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Whether a question that this person was given in an attempt shows the picture. */
  async wasShownTo(id: string, accountId: string): Promise<boolean> {
    const rows: unknown[] = await this.db.query(
      `SELECT 1 FROM attempt a, jsonb_array_elements(a.items) item
         JOIN question_version v ON v.id = (item->>'questionVersionId')::uuid
        WHERE a.account_id = $2 AND jsonb_path_exists(v.body, '$.**.picture.id ? (@ == $id)', jsonb_build_object('id', $1::text))
        LIMIT 1`,
      [id, accountId],
    );
    return rows.length > 0;
  }

  /** Of these ids the pictures that are there, of any bank. */
  async among(ids: string[]): Promise<QuestionPicture[]> {
    return this.db.query(`SELECT ${COLUMNS} FROM question_picture p WHERE id = ANY ($1::uuid[])`, [ids]);
  }

  read(picture: QuestionPicture): Promise<Buffer> {
    return this.storage.read(picture.storageKey);
  }

  open(picture: QuestionPicture): Readable {
    return this.storage.stream(picture.storageKey);
  }
}

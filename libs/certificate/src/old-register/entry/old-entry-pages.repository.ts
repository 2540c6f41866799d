import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BookLine, Neighbour } from '../../books/books.repository.js';

/** An entry of an older register with where it came from and what became of it. */
export interface OldEntry extends BookLine {
  recordedAt: Date;
  row: number;
  importId: string;
  fileName: string;
  /** Of the file, hexadecimal. */
  sha256: string;
  recordedBy: string | null;
  replacedBy: Neighbour | null;
}

@Injectable()
export class OldEntryPages {
  constructor(private readonly db: DataSource) {}

  async find(registerId: string, id: string): Promise<OldEntry | null> {
    const rows: OldEntry[] = await this.db.query(
      `SELECT o.id, o.number, o.serial, o.entry_number AS "entryNumber", o.status, o.facts, o.ended_at AS "endedAt",
              o.end_reason AS "endReason", true AS imported, o.recorded_at AS "recordedAt", o.row, m.id AS "importId",
              m.file_name AS "fileName", encode(m.file_sha256, 'hex') AS sha256, p.full_name AS "recordedBy",
              (SELECT jsonb_build_object('id', c.id, 'registerId', c.register_id, 'serial', c.serial)
               FROM certificate c WHERE c.id = o.replaced_by) AS "replacedBy"
       FROM old_entry o JOIN old_register_import m ON m.id = o.import_id LEFT JOIN person p ON p.account_id = m.created_by
       WHERE o.register_id = $1 AND o.id = $2 AND o.status <> 'undone'`,
      [registerId, id],
    );
    return rows[0] ?? null;
  }
}

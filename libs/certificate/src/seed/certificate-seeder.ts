import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '#platform/ids';

/**
 * The Centre that runs the programmes of Hải Phòng, owned by the unit that owns them (31). The signatory is
 * invented, as in the design; a real installation puts in its own under /admin/issuers.
 */
const ISSUER = {
  code: 'HP-CNTTTT',
  ownerUnit: '31',
  superiorName: 'Sở Khoa học và Công nghệ Hải Phòng',
  name: 'Trung tâm Công nghệ thông tin và Truyền thông',
  certifier: 'Giám đốc Trung tâm Công nghệ thông tin và Truyền thông Hải Phòng',
  place: 'Hải Phòng',
  signatoryTitle: 'Giám đốc',
  signatoryName: 'Nguyễn Văn Minh',
  serialPattern: 'HP{yy} {seq:7}',
  entryPattern: '{seq}/{yyyy}/GCN-CNTTTT',
};

@Injectable()
export class CertificateSeeder {
  constructor(private readonly db: DataSource) {}

  /** Safe to run again: an issuer that is there stays as it is. Returns how many are new. */
  async run(): Promise<number> {
    const added: unknown[] = await this.db.query(
      `INSERT INTO issuer (id, code, owner_unit_id, superior_name, name, certifier, place, signatory_title,
                           signatory_name, serial_pattern, entry_pattern)
       SELECT $1, $2, u.id, $4, $5, $6, $7, $8, $9, $10, $11 FROM unit u WHERE u.code = $3
       ON CONFLICT (code) DO NOTHING RETURNING id`,
      [
        newId(),
        ISSUER.code,
        ISSUER.ownerUnit,
        ISSUER.superiorName,
        ISSUER.name,
        ISSUER.certifier,
        ISSUER.place,
        ISSUER.signatoryTitle,
        ISSUER.signatoryName,
        ISSUER.serialPattern,
        ISSUER.entryPattern,
      ],
    );
    return added.length;
  }
}

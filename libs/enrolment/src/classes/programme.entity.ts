import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A training programme of one year, owned by the unit that runs it. */
@Entity('programme')
export class Programme {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  title: string;

  @Column('integer')
  year: number;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;
}

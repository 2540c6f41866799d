import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A place for questions within a bank. */
@Entity('question_folder')
export class QuestionFolder {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'bank_id' })
  bankId: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;

  @Column('text')
  name: string;
}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CompetencyModule } from '#competency';
import { ContestModule } from '#contest';
import { CourseModule } from '#course';
import { EnrolmentModule } from '#enrolment';
import { MasteryModule } from '#mastery';
import { OrganisationModule } from '#organisation';
import { CONFIG } from '#platform/config';
import { AwardPapers } from './award/award-papers.js';
import { AwardRows } from './award/award-rows.repository.js';
import { Awarding } from './award/awarding.service.js';
import { Bundles } from './bundle/bundles.repository.js';
import { Certificate } from './certificate/certificate.entity.js';
import { BoundRecords } from './chain/bound-records.js';
import { ChainAudit } from './chain/chain-audit.service.js';
import { IssuingLog } from './chain/issuing-log.repository.js';
import { CheckpointRows } from './checkpoint/checkpoints.repository.js';
import { Checkpoints } from './checkpoint/checkpoints.service.js';
import { LogTree } from './checkpoint/log-tree.js';
import { RegisterCheck } from './checkpoint/register-check.service.js';
import { RegisterFindings } from './checkpoint/register-findings.repository.js';
import { ClassIssuance } from './issuance/class-issuance.service.js';
import { Standings } from './issuance/standings.repository.js';
import { Issuer } from './issuer/issuer.entity.js';
import { Candidates } from './issuing/candidates.repository.js';
import { Issuing } from './issuing/issuing.service.js';
import { Obstacles } from './issuing/obstacles.repository.js';
import { Papers } from './issuing/papers.factory.js';
import { Preparation } from './issuing/preparation.service.js';
import { KeyRing } from './keys/key-ring.service.js';
import { LivingLevels } from './levels/living-levels.service.js';
import { Mailing } from './mailing/mailing.service.js';
import { Mails } from './mailing/mails.repository.js';
import { PaperModels } from './offline/paper-models.service.js';
import { OldEntryRows } from './old-register/old-entries.repository.js';
import { OldEntryRecords } from './old-register/old-entry-records.repository.js';
import { OldImportRows } from './old-register/old-imports.repository.js';
import { OldImports } from './old-register/old-imports.service.js';
import { OldRegisterCheck } from './old-register/old-register-check.service.js';
import { OldRegisterReader } from './old-register/old-register-reader.service.js';
import { Recording } from './old-register/recording.service.js';
import { TakingBack } from './old-register/taking-back.service.js';
import { Printing } from './printing/printing.service.js';
import { Register } from './register/register.entity.js';
import { RegisterBook } from './register/register-book.service.js';
import { RegisterRows } from './register/register-rows.repository.js';
import { CertificateSeeder } from './seed/certificate-seeder.js';
import { chooseSigner } from './signing/choose-signer.js';
import { SIGNER } from './signing/signer.js';
import { SigningPause } from './signing/signing-pause.repository.js';
import { Signings } from './signing/signings.service.js';
import { UnsignedFiles } from './signing/unsigned-files.repository.js';
import { WaitingForSignature } from './signing/waiting.repository.js';
import { TemplatePictures } from './template/picture/pictures.repository.js';
import { PreparedTemplates } from './template/prepared-templates.js';
import { CheckLimits } from './verification/check-limits.js';
import { VerificationRepository } from './verification/verification.repository.js';
import { Verifications } from './verification/verifications.service.js';

/** Services of this context, without pages or jobs. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Issuer, Register, Certificate]),
    OrganisationModule,
    CompetencyModule,
    CourseModule,
    ContestModule,
    EnrolmentModule,
    MasteryModule,
  ],
  providers: [
    { provide: SIGNER, useFactory: chooseSigner, inject: [CONFIG] },
    TemplatePictures,
    PreparedTemplates,
    Candidates,
    Papers,
    Obstacles,
    Preparation,
    AwardPapers,
    AwardRows,
    Awarding,
    LivingLevels,
    KeyRing,
    PaperModels,
    RegisterRows,
    RegisterBook,
    IssuingLog,
    BoundRecords,
    ChainAudit,
    OldEntryRows,
    OldEntryRecords,
    OldImportRows,
    OldImports,
    OldRegisterCheck,
    OldRegisterReader,
    Recording,
    TakingBack,
    LogTree,
    CheckpointRows,
    Checkpoints,
    RegisterCheck,
    RegisterFindings,
    Issuing,
    Bundles,
    Mails,
    Mailing,
    Standings,
    ClassIssuance,
    Printing,
    SigningPause,
    UnsignedFiles,
    WaitingForSignature,
    Signings,
    CheckLimits,
    VerificationRepository,
    Verifications,
    CertificateSeeder,
  ],
  exports: [
    KeyRing,
    PaperModels,
    Bundles,
    Mails,
    Mailing,
    OldImportRows,
    OldImports,
    OldRegisterReader,
    Recording,
    TakingBack,
    RegisterBook,
    TemplatePictures,
    PreparedTemplates,
    CheckpointRows,
    Checkpoints,
    RegisterCheck,
    SIGNER,
    Candidates,
    LivingLevels,
    AwardRows,
    Awarding,
    Issuing,
    Standings,
    ClassIssuance,
    Printing,
    SigningPause,
    UnsignedFiles,
    WaitingForSignature,
    Signings,
    IssuingLog,
    ChainAudit,
    Verifications,
    CheckLimits,
    CertificateSeeder,
  ],
})
export class CertificateModule {}

import { Global, Module } from '@nestjs/common';
import { CERTIFICATE_HOLDINGS } from '#assessment';
import { CompetencyModule } from '#competency';
import { ContestModule } from '#contest';
import { CourseModule } from '#course';
import { EnrolmentModule } from '#enrolment';
import { MasteryModule } from '#mastery';
import { OrganisationModule } from '#organisation';
import { registerNavigation } from '#platform/http';
import { AwardsController } from './award/awards.controller.js';
import { BadgeController } from './badge/badge.controller.js';
import { BadgeRows } from './badge/badges.repository.js';
import { Badges } from './badge/badges.service.js';
import { CredentialsController } from './badge/credentials.controller.js';
import { SkillAlignments } from './badge/skill-alignments.js';
import { BookAccess, REGISTER_READERS } from './books/book-access.js';
import { BooksController } from './books/books.controller.js';
import { Books } from './books/books.repository.js';
import { BundlesController } from './bundle/bundles.controller.js';
import { BundlesInSight } from './bundle/bundles-in-sight.js';
import { ValidCertificates } from './certificate/valid-certificates.js';
import { CertificateModule } from './certificate.module.js';
import { IssuingLogApiController } from './checkpoint/issuing-log.api.controller.js';
import { IssuingLogController } from './checkpoint/issuing-log.controller.js';
import { ChoosingIssuer } from './class-issuer/choosing-issuer.js';
import { ClassIssuerController } from './class-issuer/class-issuer.controller.js';
import { ClassIssuers } from './class-issuer/class-issuers.repository.js';
import { DoubtsController } from './doubts/doubts.controller.js';
import { Doubts } from './doubts/doubts.repository.js';
import { EnglishTitlesController } from './english/english-titles.controller.js';
import { EnglishTitleRows } from './english/english-titles.repository.js';
import { ClassPupils } from './guardian/class-pupils.js';
import { GuardianConsentController } from './guardian/guardian-consent.controller.js';
import { GuardianConsentRows } from './guardian/guardian-consents.repository.js';
import { GuardianConsents } from './guardian/guardian-consents.service.js';
import { GuardianInvitations } from './guardian/guardian-invitations.repository.js';
import { GuardiansController } from './guardian/guardians.controller.js';
import { IssuanceController } from './issuance/issuance.controller.js';
import { IssuersController } from './issuer/issuers.controller.js';
import { Issuers } from './issuer/issuers.service.js';
import { MailController } from './mailing/mail.controller.js';
import { OfflineCheckController } from './offline/offline-check.controller.js';
import { OldEntriesController } from './old-register/entry/old-entries.controller.js';
import { OldEntryEndings } from './old-register/entry/old-entry-endings.service.js';
import { OldEntryPages } from './old-register/entry/old-entry-pages.repository.js';
import { MappingController } from './old-register/mapping.controller.js';
import { OldFilesController } from './old-register/old-files.controller.js';
import { OldRegisterController } from './old-register/old-register.controller.js';
import { ReplacementController } from './replacement/replacement.controller.js';
import { Replacements } from './replacement/replacements.service.js';
import { RevocationController } from './revocation/revocation.controller.js';
import { Revocations } from './revocation/revocations.service.js';
import { SigningMetrics } from './signing/signing-metrics.js';
import { TemplateUses } from './template/choice/template-uses.service.js';
import { DesignerController } from './template/designer/designer.controller.js';
import { Drafts } from './template/designer/drafts.service.js';
import { Previews } from './template/designer/previews.service.js';
import { ProofController } from './template/proof/proof.controller.js';
import { Proofs } from './template/proof/proofs.service.js';
import { TEMPLATE_ROLES } from './template/template-access.js';
import { TemplatesController } from './template/templates.controller.js';
import { TemplateRows } from './template/templates.repository.js';
import { Templates } from './template/templates.service.js';
import { VerificationApiController } from './verification/verification.api.controller.js';
import { VerificationController } from './verification/verification.controller.js';
import { WalletController } from './wallet/wallet.controller.js';
import { WalletRepository } from './wallet/wallet.repository.js';

registerNavigation(
  {
    href: '/certificates',
    label: 'certificate.nav.wallet',
    group: 'nav.learning',
    order: 20,
    roles: ['learner'],
  },
  {
    href: '/registers',
    label: 'certificate.nav.registers',
    order: 60,
    roles: [...REGISTER_READERS],
    landing: ['registrar'],
  },
  {
    href: '/admin/issuers',
    label: 'certificate.nav.issuers',
    note: 'certificate.nav.issuers-note',
    icon: 'stamp',
    order: 80,
    roles: ['system-admin', 'registrar'],
  },
  {
    href: '/admin/templates',
    label: 'certificate.nav.templates',
    note: 'certificate.nav.templates-note',
    icon: 'palette',
    order: 81,
    roles: [...TEMPLATE_ROLES],
  },
);

/** The pages of regrades lie below this context and ask by this token which certificates stand on a result. */
@Global()
@Module({
  providers: [{ provide: CERTIFICATE_HOLDINGS, useClass: ValidCertificates }],
  exports: [CERTIFICATE_HOLDINGS],
})
class CertificateHoldingsModule {}

/** Pages and API of this context. */
@Module({
  imports: [
    CertificateModule,
    CertificateHoldingsModule,
    CompetencyModule,
    MasteryModule,
    ContestModule,
    CourseModule,
    OrganisationModule,
    EnrolmentModule,
  ],
  controllers: [
    VerificationController,
    VerificationApiController,
    IssuingLogController,
    IssuingLogApiController,
    WalletController,
    AwardsController,
    BadgeController,
    CredentialsController,
    DoubtsController,
    RevocationController,
    ReplacementController,
    BooksController,
    IssuersController,
    TemplatesController,
    DesignerController,
    ProofController,
    ClassIssuerController,
    EnglishTitlesController,
    IssuanceController,
    BundlesController,
    GuardiansController,
    GuardianConsentController,
    MailController,
    OfflineCheckController,
    OldRegisterController,
    OldFilesController,
    MappingController,
    OldEntriesController,
  ],
  providers: [
    WalletRepository,
    BadgeRows,
    Badges,
    SkillAlignments,
    Books,
    BookAccess,
    Revocations,
    Doubts,
    Replacements,
    Issuers,
    TemplateRows,
    Templates,
    TemplateUses,
    Drafts,
    Previews,
    Proofs,
    ClassIssuers,
    EnglishTitleRows,
    ChoosingIssuer,
    SigningMetrics,
    BundlesInSight,
    ClassPupils,
    GuardianConsentRows,
    GuardianInvitations,
    GuardianConsents,
    OldEntryPages,
    OldEntryEndings,
  ],
})
export class CertificateWebModule {}

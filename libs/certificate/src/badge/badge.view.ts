import type { BadgeRow } from './badges.repository.js';

/** What `certificate/badge/show` shows. */
export function badgeView(
  { certificateId, code, serial, status, facts, position }: BadgeRow,
  publicUrl: string,
  mayShow: boolean,
) {
  const here = `/certificates/${certificateId}/badge`;
  const verifyUrl = `${publicUrl}/verify/${code}`;
  const made = position !== null && mayShow;
  return {
    here,
    course: facts.course.name,
    issuer: facts.issuer.name,
    issuedOn: facts.issuedOn,
    serial,
    isValid: status === 'valid',
    trial: facts.trial,
    of: facts.award ? 'award' : 'course',
    made,
    mayMake: status === 'valid' && mayShow,
    needsConsent: !mayShow,
    pictureHref: made ? `/credentials/${code}/picture.svg` : null,
    files: made ? (['png', 'svg', 'jws'] as const).map((as) => ({ as, href: `${here}/file?as=${as}` })) : [],
    verifyUrl,
    profileHref: profileHref(facts.course.name, facts.issuer.name, facts.issuedOn, serial, verifyUrl),
  };
}

/** LinkedIn's own form, filled in; nothing is sent before the holder follows it. */
function profileHref(
  course: string,
  issuer: string,
  issuedOn: string,
  serial: string,
  verifyUrl: string,
): string {
  const [year = '', month = ''] = issuedOn.split('-');
  const fields = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: course,
    organizationName: issuer,
    issueYear: year,
    issueMonth: String(Number(month)),
    certId: serial,
    certUrl: verifyUrl,
  });
  return `https://www.linkedin.com/profile/add?${fields}`;
}

const HOSTS = new Set([
  'youtube.com',
  'www.youtube.com',
  'm.youtube.com',
  'www.youtube-nocookie.com',
  'youtu.be',
]);
const ID = /^[\w-]{11}$/;

/** The id of a YouTube video in any of its usual addresses, or null. */
export function youtubeId(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' || !HOSTS.has(url.hostname)) return null;
  const path = url.pathname.split('/').filter(Boolean);
  const candidate =
    url.hostname === 'youtu.be'
      ? path[0]
      : ['embed', 'shorts', 'live'].includes(path[0] ?? '')
        ? path[1]
        : url.searchParams.get('v');
  return candidate && ID.test(candidate) ? candidate : null;
}

/** An https address without a user name in it, written in full; null when it is anything else. */
export function httpsAddress(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  if (url.protocol !== 'https:' || url.username || url.password || !url.hostname.includes('.')) return null;
  return url.href;
}

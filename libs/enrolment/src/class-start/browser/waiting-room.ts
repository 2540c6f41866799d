/** When the countdown of the waiting room is over, the button that starts is there; the server decides all the same. */
const room = document.querySelector<HTMLElement>('[data-waiting-room]');
room?.addEventListener('countdown:over', () => {
  const button = room.querySelector<HTMLButtonElement>('[data-start] button');
  if (button) button.disabled = false;
  for (const part of room.querySelectorAll<HTMLElement>('[data-until-open]')) part.hidden = true;
  for (const part of room.querySelectorAll<HTMLElement>('[data-when-open]')) part.hidden = false;
});
// Back out of the browser's memory the page may be hours old.
window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

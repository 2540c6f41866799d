import { joined, words } from './unit-text.js';
import { unitWordAt } from './unit-words.js';

/**
 * Offices every commune has (communal part of the reference list) and places inside one: by itself such a name
 * says which commune only in a list that a commune sends.
 */
const OFFICES =
  /^(phong (kinh te|van hoa|vh|ha tang|kt|ht|hanh chinh|noi vu|tu phap|tai chinh)|(van phong|vp) (dang ui|hdnd|ubnd|hoi dong|ui ban|thong ke)|trung tam (phuc vu hanh chinh|pvhcc|hanh chinh cong|hcc|cung ung|dich vu su nghiep)|tt (pvhcc|hcc)|to (cong nghe so|cnscd|dan pho|chuien doi so|ho tro)|thon |xom |ap |ban |buon |lang |khu (pho|dan cu)|tdp|to \d|dang ui|mat tran|ui ban mat tran|mttq|ubmttq|ui ban mttq|hoi (phu nu|nong dan|cuu chien binh|lien hiep phu nu|lhpn)|doan thanh nien|cong an( xa| phuong| dac khu)?$|(ban chi hui|bch|bchqs|ban chqs) quan su|tram i te|truong (mam non|mau giao|tieu hoc|trung hoc co so|thcs|th|mn|tieu hoc va)|hdnd|hoi dong nhan dan|ubnd( xa| phuong| dac khu)?$|ui ban nhan dan( xa| phuong| dac khu)?$)/;

export function isCommunalOffice(text: string): boolean {
  const list = words(text);
  const provincial = list.some((_, index) => ['tp', 'tinh'].includes(unitWordAt(list, index)?.word ?? ''));
  return !provincial && OFFICES.test(joined(list));
}

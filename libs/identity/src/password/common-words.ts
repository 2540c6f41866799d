/**
 * What leaked passwords are made of, most often with digits or a mark added: the head of public breach lists, and
 * words Vietnamese people choose (written without diacritics). Years, dates and keyboard runs are rules, not words.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `abc abcd abcde abcdef abcxyz access admin administrator adobe aloha amanda andrea andrew angel angela anthony apple
asdf asdfgh asdfghjkl ashley azerty baby bailey banana baseball basketball batman beautiful biteme blink bond bonnie
booboo boss brandon buster butterfly calvin camaro carlos changeme charlie cheese chelsea chicken chocolate computer
cookie corvette cowboy dakota dallas daniel david default demo diamond doctor dolphin donald dragon eagle eagles eminem
family flower football freedom friend friends fuckyou gateway george ginger godisgood golden google guest guitar hacker
hannah happy harley heather hello helloworld hockey hottie hunter iceman iloveu iloveyou internet jackson jasmine jasper
jennifer jessica jesus jordan joseph joshua justin killer king kitty knight lakers legend letmein liverpool lol london
login lovely lover loveme lucky maggie marina martin master matrix matthew maverick merlin michael michelle mickey
midnight money monkey monster morgan mother mustang mynoob nicole nikita ninja none nothing orange pass passw password
passwd pepper phoenix player please pokemon power prince princess private purple qazwsx qazwsxedc qwe qweasd qweasdzxc
qwer qwert qwerty qwertyuiop rabbit ranger robert root samsung samantha scooter secret server shadow silver simple
smokey snoopy soccer spider spiderman starwars steelers summer sunshine superman superstar support sweet sysadmin system
taylor tennis test tester thomas thunder tigger tinkle trustno unknown user username vanessa victoria welcome whatever
william winner winter wizard xbox yamaha yankees yellow zaq zaqwsx zxc zxcv zxcvb zxcvbn zxcvbnm
anhiu anhlaai anhnhoem anhyeu anhyeuem bacgiang bacninh bactu batkhuat binhdan binhdanhocvu binhdanhocvuso binhduong
bimat cacban canbo cantho chaoban chaocacban chao chien chinhphu chuyendoiso congan congchuc congdan congnghe conyeu
conyeume danang daotao demen dienthoai doimatkhau donai dongnai emiu emyeu emyeuanh giadinh giadinhtoi haiduong
haiphong haiphongcity halong hanoi hanoimoi hochiminh hoctap hocvien hocvuso hocviensophongphu honghanh hongkong hue
hungyen huong hanhphuc khongbiet khongco khongcomatkhau khongnho kinhte kynangso langson lamdong lequydon lienquan
linh lienket matkhau matkhaucuatoi matkhaumoi mancity manunited maiyeu meyeu meyeucon motconvit motngay nambinh
namdinh nghean ngaymoi nghiatinh nguyen nguyenvan nguyenthi nhatrang nhanvien nhomat nhungngaythangtuoidep ninhbinh
phatdat phatloc phamvan phamthi phuong phuongxa quangninh quangtri quantri quenmatkhau saigon sohuu suckhoe tailoc
taikhoan thaibinh thaytrochuong thanhcong thanhhoa thanhpho thanhnien thanhvien tinhyeu tiengviet toiyeu toiyeuem
toiyeuvietnam tuyetvoi tranvan tranthi tudo ubnd ubndphuong ubndxa vanphong vietcong viettel vietnam vietnamvodich
vietnamoi vietnamcolen vinaphone mobifone vodich vovan vuive vungtau xinchao yeuem yeuanh yeuanhnhieu yeuthuong
yeuvietnam zalo facebook gmail tiktok youtube vneid dichvucong hocsinh sinhvien giaovien giangvien quanly chutich`
    .split(/\s+/)
    .filter(Boolean),
);

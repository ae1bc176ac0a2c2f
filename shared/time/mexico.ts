/**
 * Mexico's clocks: Ley de los Husos Horarios en los Estados Unidos Mexicanos (DOF 28 October 2022, reformed 29 November
 * 2022 for Chihuahua), with the zones that the IANA database gives them. All that is not listed here keeps the time of
 * Mexico City. Names are written as `plain` leaves them, separated by spaces.
 */

/** Every way that orders name the states which differ: in full, ISO 3166-2, and the abbreviations of shops and post. */
const states = {
  bajaCalifornia: 'bajacalifornia bajacalifornianorte bc bcn',
  bajaCaliforniaSur: 'bajacaliforniasur bcs',
  sonora: 'sonora son',
  sinaloa: 'sinaloa sin',
  nayarit: 'nayarit nay',
  quintanaRoo: 'quintanaroo qroo roo qr',
  chihuahua: 'chihuahua chih chh',
  coahuila: 'coahuila coahuiladezaragoza coah coa',
  nuevoLeon: 'nuevoleon nl nle',
  tamaulipas: 'tamaulipas tamps tam tamp',
} as const;

type State = keyof typeof states;

const ofStates: Readonly<Partial<Record<State, string>>> = {
  bajaCalifornia: 'America/Tijuana',
  bajaCaliforniaSur: 'America/Mazatlan',
  sonora: 'America/Hermosillo',
  sinaloa: 'America/Mazatlan',
  nayarit: 'America/Mazatlan',
  quintanaRoo: 'America/Cancun',
  chihuahua: 'America/Chihuahua',
};

/** The municipalities, and their best-known towns, that do not keep their state's time. */
const exceptions: readonly { state: State; timeZone: string; cities: string }[] = [
  {
    state: 'nayarit',
    timeZone: 'America/Bahia_Banderas',
    cities: 'bahiadebanderas nuevovallarta nuevonayarit bucerias sayulita valledebanderas puntademita',
  },
  {
    state: 'chihuahua',
    timeZone: 'America/Ciudad_Juarez',
    cities: 'juarez ciudadjuarez cdjuarez ascension guadalupe janos praxedisgguerrero',
  },
  {
    state: 'chihuahua',
    timeZone: 'America/Ojinaga',
    cities: 'ojinaga coyamedelsotol coyame manuelbenavides',
  },
  {
    state: 'coahuila',
    timeZone: 'America/Matamoros',
    cities:
      'acuna ciudadacuna cdacuna allende guerrero hidalgo jimenez morelos nava ocampo piedrasnegras villaunion zaragoza',
  },
  { state: 'nuevoLeon', timeZone: 'America/Matamoros', cities: 'anahuac ciudadanahuac' },
  {
    state: 'tamaulipas',
    timeZone: 'America/Matamoros',
    cities:
      'camargo ciudadcamargo guerrero nuevaciudadguerrero gustavodiazordaz diazordaz matamoros heroicamatamoros ' +
      'miguelaleman ciudadmiguelaleman mier ciudadmier nuevolaredo reynosa riobravo ciudadriobravo vallehermoso',
  },
];

/** Cities that everybody knows to be there, for addresses that leave the state out. */
const cities: Readonly<Record<string, string>> = {
  'America/Tijuana': 'tijuana mexicali ensenada playasderosarito tecate',
  'America/Mazatlan': 'loscabos cabosanlucas sanjosedelcabo culiacan mazatlan losmochis guasave tepic',
  'America/Hermosillo':
    'hermosillo ciudadobregon cdobregon cajeme nogales guaymas navojoa sanluisriocolorado',
  'America/Cancun': 'cancun playadelcarmen chetumal cozumel tulum islamujeres',
  'America/Bahia_Banderas': 'bahiadebanderas nuevovallarta bucerias sayulita',
  'America/Ciudad_Juarez': 'ciudadjuarez cdjuarez',
  'America/Ojinaga': 'ojinaga',
  'America/Matamoros': 'ciudadacuna piedrasnegras nuevolaredo reynosa heroicamatamoros',
};

const index = (entries: readonly (readonly [names: string, of: string])[]): ReadonlyMap<string, string> =>
  new Map(entries.flatMap(([names, of]) => names.split(' ').map((name) => [name, of] as const)));

const stateNames = index(Object.entries(states).map(([state, names]) => [names, state]));
const cityNames = index(Object.entries(cities).map(([timeZone, names]) => [names, timeZone]));

/** A name of a place without all that people write differently: `Q. Roo` and `q roo`, `Mexicali, B.C.`, accents. */
const plain = (name: string | null | undefined): string =>
  (name ?? '')
    .replace(/,.*/s, '')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^(?:estadode|estadolibreysoberanode|mx(?=...))/, '');

/** The IANA time zone of a place in Mexico, as far as the address tells. */
export function mexicanTimeZone(
  province: string | null | undefined,
  city: string | null | undefined,
): string {
  const state = stateNames.get(plain(province)) as State | undefined;
  const town = plain(city);
  const zone =
    state === undefined
      ? (cityNames.get(town) ?? cityNames.get(plain(province)))
      : (exceptions.find((one) => one.state === state && one.cities.split(' ').includes(town))?.timeZone ??
        ofStates[state]);
  return zone ?? 'America/Mexico_City';
}

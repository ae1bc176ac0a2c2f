/** How a country's parts keep time, by the IANA zones. Names are written as `plainName` leaves them, separated by spaces. */
export interface PartedCountry {
  /** Every clock of the country: what an address that tells no place may live by. */
  all: readonly string[];
  /** By zone, or by all zones of a state that is parted between several where many live. */
  states: Readonly<Record<string, string>>;
  /** Cities of a state that keep another time than most of it, or, where it is parted, that are known to keep one of them. */
  within: readonly (readonly [states: string, timeZone: string, cities: string])[];
  /** Cities that everybody knows to be there, for addresses that leave the state out. */
  cities: Readonly<Record<string, string>>;
}

export const unitedStates: PartedCountry = {
  all: [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Anchorage',
    'America/Adak',
    'Pacific/Honolulu',
  ],
  states: {
    'America/New_York':
      'connecticut ct delaware de districtofcolumbia dc washingtondc florida fl fla georgia ga indiana in maine me maryland md ' +
      'massachusetts ma mass michigan mi mich newhampshire nh newjersey nj newyork ny northcarolina nc ohio oh pennsylvania pa ' +
      'rhodeisland ri southcarolina sc vermont vt virginia va westvirginia wv',
    'America/New_York America/Chicago': 'kentucky ky tennessee tn tenn',
    'America/Chicago':
      'alabama al arkansas ar illinois il iowa ia kansas ks louisiana la minnesota mn minn mississippi ms missouri mo nebraska ne ' +
      'northdakota nd oklahoma ok texas tx tex wisconsin wi',
    'America/Chicago America/Denver': 'southdakota sd',
    'America/Denver': 'colorado co montana mt newmexico nm utah ut wyoming wy',
    'America/Denver America/Los_Angeles': 'idaho id',
    'America/Phoenix': 'arizona az ariz',
    'America/Los_Angeles': 'california ca calif nevada nv oregon or washington wa wash',
    'America/Anchorage': 'alaska ak',
    'Pacific/Honolulu': 'hawaii hi',
    'America/Puerto_Rico': 'puertorico pr',
    'America/St_Thomas': 'virginislands usvirginislands unitedstatesvirginislands vi',
    'Pacific/Guam': 'guam gu northernmarianaislands mp',
    'Pacific/Pago_Pago': 'americansamoa as',
  },
  within: [
    [
      'florida fl fla',
      'America/Chicago',
      'pensacola panamacity panamacitybeach destin fortwaltonbeach crestview marianna navarre niceville',
    ],
    [
      'indiana in',
      'America/Chicago',
      'gary hammond evansville michigancity valparaiso merrillville crownpoint portage hobart eastchicago laporte newburgh',
    ],
    ['michigan mi mich', 'America/Chicago', 'menominee ironmountain ironwood'],
    [
      'kentucky ky',
      'America/New_York',
      'louisville lexington covington florence frankfort richmond georgetown elizabethtown ashland',
    ],
    ['kentucky ky', 'America/Chicago', 'bowlinggreen owensboro paducah hopkinsville henderson madisonville'],
    [
      'tennessee tn tenn',
      'America/New_York',
      'knoxville chattanooga johnsoncity kingsport cleveland maryville oakridge bristol morristown',
    ],
    [
      'tennessee tn tenn',
      'America/Chicago',
      'nashville memphis clarksville murfreesboro franklin jackson bartlett hendersonville',
    ],
    ['texas tx tex', 'America/Denver', 'elpaso socorro horizoncity'],
    ['nebraska ne', 'America/Denver', 'scottsbluff gering alliance sidney chadron ogallala'],
    ['kansas ks', 'America/Denver', 'goodland'],
    ['northdakota nd', 'America/Denver', 'dickinson'],
    ['southdakota sd', 'America/Denver', 'rapidcity spearfish sturgis'],
    ['southdakota sd', 'America/Chicago', 'siouxfalls aberdeen brookings watertown mitchell pierre yankton'],
    ['idaho id', 'America/Denver', 'boise meridian nampa idahofalls pocatello twinfalls caldwell rexburg'],
    ['idaho id', 'America/Los_Angeles', 'coeurdalene lewiston moscow postfalls sandpoint'],
    ['oregon or', 'America/Denver', 'ontario'],
    ['alaska ak', 'America/Adak', 'adak'],
  ],
  cities: {
    'America/New_York':
      'newyork newyorkcity nyc brooklyn bronx queens manhattan philadelphia boston miami orlando tampa atlanta detroit charlotte ' +
      'baltimore washingtondc pittsburgh cincinnati indianapolis knoxville chattanooga hialeah fortlauderdale buffalo raleigh jerseycity',
    'America/Chicago':
      'chicago houston dallas sanantonio austin fortworth memphis nashville ' +
      'milwaukee minneapolis stlouis saintlouis kansascity omaha neworleans oklahomacity tulsa siouxfalls brownsville laredo mcallen',
    'America/Denver': 'denver saltlakecity albuquerque elpaso coloradosprings boise rapidcity',
    'America/Phoenix': 'phoenix tucson mesa scottsdale tempe',
    'America/Los_Angeles':
      'losangeles sandiego sanfrancisco sanjose sacramento fresno oakland longbeach lasvegas reno seattle tacoma spokane',
    'America/Anchorage': 'anchorage fairbanks juneau',
    'Pacific/Honolulu': 'honolulu hilo kailua',
  },
};

export const canada: PartedCountry = {
  all: [
    'America/St_Johns',
    'America/Halifax',
    'America/Toronto',
    'America/Winnipeg',
    'America/Regina',
    'America/Edmonton',
    'America/Whitehorse',
    'America/Vancouver',
  ],
  states: {
    'America/St_Johns': 'newfoundlandandlabrador newfoundland terreneuve terreneuveetlabrador nl nfld nf',
    'America/Halifax':
      'novascotia nouvelleecosse ns princeedwardisland ileduprinceedouard pei pe newbrunswick nouveaubrunswick nb',
    'America/Toronto': 'ontario on ont quebec qc que pq',
    'America/Winnipeg': 'manitoba mb man',
    'America/Regina': 'saskatchewan sk sask',
    'America/Edmonton': 'alberta ab alta northwestterritories territoiresdunordouest nt nwt',
    'America/Whitehorse': 'yukon yt yukonterritory',
    'America/Vancouver': 'britishcolumbia colombiebritannique bc',
    'America/Iqaluit America/Rankin_Inlet America/Cambridge_Bay': 'nunavut nu',
  },
  within: [
    ['ontario on ont', 'America/Winnipeg', 'kenora dryden rainyriver fortfrances siouxlookout'],
    [
      'britishcolumbia colombiebritannique bc',
      'America/Edmonton',
      'cranbrook fernie golden invermere kimberley',
    ],
    ['britishcolumbia colombiebritannique bc', 'America/Dawson_Creek', 'dawsoncreek fortstjohn'],
    ['saskatchewan sk sask', 'America/Edmonton', 'lloydminster'],
    [
      'newfoundlandandlabrador newfoundland nl nfld nf',
      'America/Goose_Bay',
      'happyvalleygoosebay goosebay labradorcity wabush',
    ],
    ['nunavut nu', 'America/Iqaluit', 'iqaluit'],
    ['nunavut nu', 'America/Rankin_Inlet', 'rankininlet'],
    ['nunavut nu', 'America/Cambridge_Bay', 'cambridgebay'],
  ],
  cities: {
    'America/St_Johns': 'stjohns',
    'America/Goose_Bay': 'happyvalleygoosebay goosebay labradorcity wabush',
    'America/Halifax': 'halifax dartmouth moncton saintjohn fredericton charlottetown',
    'America/Toronto':
      'toronto ottawa mississauga brampton markham vaughan kitchener montreal quebeccity laval gatineau',
    'America/Winnipeg': 'winnipeg',
    'America/Regina': 'regina saskatoon',
    'America/Edmonton': 'calgary edmonton reddeer yellowknife',
    'America/Whitehorse': 'whitehorse',
    'America/Vancouver': 'vancouver surrey burnaby victoria kelowna abbotsford',
    'America/Iqaluit': 'iqaluit',
    'America/Rankin_Inlet': 'rankininlet',
    'America/Cambridge_Bay': 'cambridgebay',
  },
};

export const brazil: PartedCountry = {
  all: ['America/Noronha', 'America/Sao_Paulo', 'America/Manaus', 'America/Rio_Branco'],
  states: {
    'America/Sao_Paulo':
      'alagoas al amapa ap bahia ba ceara ce distritofederal df espiritosanto es goias go maranhao ma minasgerais mg para pa ' +
      'paraiba pb parana pr pernambuco pe piaui pi riodejaneiro rj riograndedonorte rn riograndedosul rs santacatarina sc ' +
      'saopaulo sp sergipe se tocantins to',
    'America/Manaus': 'amazonas am rondonia ro roraima rr matogrosso mt matogrossodosul ms',
    'America/Rio_Branco': 'acre ac',
  },
  within: [
    ['pernambuco pe', 'America/Noronha', 'fernandodenoronha'],
    [
      'amazonas am',
      'America/Rio_Branco',
      'atalaiadonorte benjaminconstant bocadoacre eirunepe envira guajara ipixuna itamarati jutai tabatinga',
    ],
  ],
  cities: {
    'America/Noronha': 'fernandodenoronha',
    'America/Sao_Paulo':
      'saopaulo riodejaneiro brasilia salvador fortaleza belohorizonte curitiba recife goiania belem portoalegre guarulhos ' +
      'campinas saoluis maceio natal teresina joaopessoa aracaju florianopolis vitoria macapa palmas santos osasco niteroi ' +
      'ribeiraopreto uberlandia sorocaba',
    'America/Manaus': 'manaus cuiaba campogrande portovelho boavista',
    'America/Rio_Branco': 'riobranco cruzeirodosul',
  },
};

export const australia: PartedCountry = {
  all: [
    'Australia/Sydney',
    'Australia/Brisbane',
    'Australia/Adelaide',
    'Australia/Darwin',
    'Australia/Perth',
  ],
  states: {
    'Australia/Sydney': 'newsouthwales nsw australiancapitalterritory act victoria vic tasmania tas',
    'Australia/Brisbane': 'queensland qld',
    'Australia/Adelaide': 'southaustralia sa',
    'Australia/Darwin': 'northernterritory nt',
    'Australia/Perth': 'westernaustralia wa',
  },
  within: [
    ['newsouthwales nsw', 'Australia/Adelaide', 'brokenhill'],
    ['newsouthwales nsw', 'Australia/Lord_Howe', 'lordhoweisland'],
  ],
  cities: {
    'Australia/Sydney': 'sydney melbourne canberra hobart wollongong geelong launceston',
    'Australia/Brisbane': 'brisbane goldcoast cairns townsville toowoomba',
    'Australia/Adelaide': 'adelaide',
    'Australia/Darwin': 'darwin alicesprings',
    'Australia/Perth': 'perth fremantle bunbury mandurah',
  },
};

export const indonesia: PartedCountry = {
  all: ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
  states: {
    'Asia/Jakarta':
      'aceh nad sumaterautara sumatrautara northsumatra sumut sumaterabarat sumatrabarat westsumatra sumbar riau kepulauanriau ' +
      'riauislands kepri jambi sumateraselatan sumatraselatan southsumatra sumsel bangkabelitung kepulauanbangkabelitung ' +
      'bangkabelitungislands babel bengkulu lampung banten jakarta dkijakarta dki jawabarat westjava jabar jawatengah ' +
      'centraljava jateng yogyakarta diyogyakarta daerahistimewayogyakarta diy jawatimur eastjava jatim kalimantanbarat ' +
      'westkalimantan kalbar kalimantantengah centralkalimantan kalteng',
    'Asia/Makassar':
      'bali nusatenggarabarat westnusatenggara ntb nusatenggaratimur eastnusatenggara ntt kalimantanselatan southkalimantan ' +
      'kalsel kalimantantimur eastkalimantan kaltim kalimantanutara northkalimantan kaltara sulawesiutara northsulawesi sulut ' +
      'sulawesitengah centralsulawesi sulteng sulawesiselatan southsulawesi sulsel sulawesitenggara southeastsulawesi sultra ' +
      'sulawesibarat westsulawesi sulbar gorontalo',
    'Asia/Jayapura':
      'maluku malukuutara northmaluku papua papuabarat westpapua papuaselatan southpapua papuatengah centralpapua ' +
      'papuapegunungan highlandpapua papuabaratdaya southwestpapua',
  },
  within: [],
  cities: {
    'Asia/Jakarta':
      'jakarta jakartaselatan jakartapusat jakartabarat jakartatimur jakartautara southjakarta centraljakarta surabaya bandung ' +
      'medan bekasi depok tangerang semarang palembang bogor malang yogyakarta pekanbaru padang batam pontianak surakarta solo',
    'Asia/Makassar':
      'makassar denpasar balikpapan samarinda banjarmasin manado palu kendari kupang mataram badung',
    'Asia/Jayapura': 'jayapura ambon ternate sorong manokwari merauke',
  },
};

/** Matched by the beginnings of names, which Russian turns into many words: Самара, Самарская область. */
export const russia: PartedCountry = {
  all: [
    'Europe/Kaliningrad',
    'Europe/Moscow',
    'Europe/Samara',
    'Asia/Yekaterinburg',
    'Asia/Omsk',
    'Asia/Novosibirsk',
    'Asia/Irkutsk',
    'Asia/Yakutsk',
    'Asia/Vladivostok',
    'Asia/Magadan',
    'Asia/Kamchatka',
  ],
  states: {
    'Europe/Kaliningrad': 'калининград kaliningrad',
    'Europe/Moscow':
      'москв московск moscow moskva moskov санктпетербург saintpetersburg stpetersburg sanktpeterburg spb спб ленинград leningrad ' +
      'белгород belgorod брянск bryansk владимир vladimir волгоград volgograd волог vologda vologod воронеж voronezh иванов ' +
      'ivanov калуж калуга kaluga kaluzh костром kostrom краснодар krasnodar сочи sochi курск kursk липец lipetsk мурманск ' +
      'murmansk нижегород нижнийновгород nizhn новгород великийновгород novgorod velikiynovgorod орлов орел oryol orel orlov ' +
      'пенз penz псков pskov ростов rostov рязан ryazan смоленск smolensk тамбов tambov тверск тверь tver тульск тула tula tulsk ' +
      'ярослав yaroslav архангельск arkhangelsk ненецк nenets адыге adyge дагестан dagestan махачкала makhachkala ингуш ' +
      'ingush кабардин kabardin нальчик калмык kalmyk карачаев karacha карел karel коми komi марий mariel йошкарола мордов ' +
      'mordov саранск севернаяосетия осетия northossetia владикавказ татарстан tatarstan казань kazan чечн чечен chech ' +
      'грозный чуваш chuvash чебоксары ставропол stavropol киров kirov севастопол sevastopol крым crimea симферополь химки ' +
      'подольск балашиха мытищи',
    'Europe/Samara':
      'самар samar тольятти tolyatti togliatti удмурт udmurt ижевск izhevsk саратов saratov астрахан astrakhan ульянов ulyanov',
    'Asia/Yekaterinburg':
      'свердлов sverdlov екатеринбург yekaterinburg ekaterinburg челябинск chelyabinsk магнитогорск perm перм тюмен tyumen ' +
      'курган kurgan оренбург orenburg башк bashk уфа ufa хантымансий khanty югра сургут surgut ямалоненецк yamalo',
    'Asia/Omsk': 'омск omsk',
    'Asia/Novosibirsk':
      'новосибирск novosibirsk томск tomsk алтай altai барнаул barnaul кемеров kemerovo кузбасс новокузнецк красноярск krasnoyarsk ' +
      'хакас khakas абакан тыва тув tuv tyva',
    'Asia/Irkutsk': 'иркутск irkutsk бурят buryat уланудэ ulanude братск bratsk',
    'Asia/Yakutsk':
      'забайкал zabaykal zabaikal чита chita амурск amur благовещенск blagoveshchensk якутск yakutsk',
    'Asia/Yakutsk Asia/Vladivostok Asia/Magadan': 'саха sakha якутия yakutia',
    'Asia/Vladivostok':
      'примор primor владивосток vladivostok хабаровск khabarovsk комсомольскнаамуре еврейск jewish evrey биробиджан',
    'Asia/Magadan': 'магадан magadan сахалин sakhalin южносахалинск',
    'Asia/Kamchatka': 'камчат kamchat петропавловсккамчатск чукот chukot анадыр',
  },
  within: [['саха sakha якутия yakutia', 'Asia/Yakutsk', 'якутск yakutsk']],
  cities: {},
};

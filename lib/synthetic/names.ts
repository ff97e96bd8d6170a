/**
 * Names by language community, common ones only and combined by chance: none is meant to be a
 * person. Weights follow what US districts report about home languages; a district leans to some of
 * the smaller communities more than to others (see layout).
 */
export type Race = 'asian' | 'black' | 'white' | 'hispanic' | 'mixed';

interface CommunitySource {
  /** As a student information system spells it. */
  readonly language: string;
  /** ISO 639-1, or null for a language that has none. */
  readonly code: string | null;
  readonly weight: number;
  readonly race: Race;
  readonly doubleFamilyName?: true;
  readonly female: string;
  readonly male: string;
  readonly family: string;
}

export interface NamePart {
  readonly csv: string;
  /** Lower case a to z, for user names and mail addresses. */
  readonly plain: string;
}

export interface Community {
  readonly language: string;
  readonly code: string | null;
  readonly weight: number;
  readonly race: Race;
  readonly doubleFamilyName: boolean;
  readonly female: readonly NamePart[];
  readonly male: readonly NamePart[];
  readonly family: readonly NamePart[];
}

const SOURCES: readonly CommunitySource[] = [
  {
    language: 'English',
    code: 'en',
    weight: 7350,
    race: 'mixed',
    female:
      'Abigail Aaliyah Addison Alexis Alice Amber Amelia Angela Anna Aria Ashley Aubrey Ava Bailey Beatrice Brianna Brooklyn Caitlin Camille Caroline Charlotte Chloe Clara Daisy Destiny Diamond Eleanor Ella Ebony Emily Emma Erin Eva Faith Fiona Gabrielle Grace Hailey Hannah Harper Hazel Heather Imani Iris Isla Ivy Jada Jane Jasmine Jocelyn Josephine Julia Kayla Keisha Kennedy Kiara Laila Laura Leah Lily Lucy Mackenzie Madison Maya Megan Mia Molly Naomi Natalie Nevaeh Nia Nora Olivia Paige Penelope Piper Quinn Rachel Rebecca Ruby Ruth Sadie Savannah Scarlett Serenity Shanice Skylar Sophie Stella Sydney Taylor Tessa Tiana Trinity Violet Willow Zara Zoë',
    male: 'Aaron Adam Aiden Alan Alexander Andre Andrew Anthony Asher Austin Benjamin Blake Brandon Brayden Caleb Cameron Carter Charles Christian Christopher Cole Connor Cooper Damian Daniel Darius David DeShawn Dominic Donovan Dylan Easton Eli Elijah Ethan Evan Finn Gabriel Gavin George Grayson Hayden Henry Hudson Hunter Ian Isaac Isaiah Jack Jackson Jacob Jalen James Jaxon Jeremiah Jermaine John Jonah Jordan Joseph Joshua Julian Justin Kaden Kevin Landon Leo Levi Liam Logan Lucas Malachi Malik Marcus Mason Matthew Micah Miles Nathan Noah Oliver Owen Parker Patrick Peter Preston Robert Roman Ryan Samuel Sean Silas Spencer Terrence Theodore Thomas Trevon Tyler Wesley William Wyatt Xavier Zachary',
    family:
      "Adams Allen Anderson Armstrong Bailey Baker Barnes Bell Bennett Bishop Black Booker Boyd Brooks Brown Bryant Burke Burns Butler Byrd Callahan Campbell Carlson Carter Chapman Clark Cole Coleman Collins Cook Cooper Cox Crawford Cunningham Dailey Daniels Davis Dawson Dixon Douglas Duncan Edwards Elliott Ellis Evans Ferguson Fisher Fitzgerald Fletcher Ford Foster Fowler Franklin Freeman Gardner Gibson Gordon Graham Grant Gray Green Griffin Hall Hamilton Hansen Harper Harris Harrison Hart Hayes Henderson Henry Hicks Hill Holland Howard Hudson Hughes Hunt Hunter Jackson James Jenkins Johnson Jones Jordan Kelley Kennedy King Knight Larson Lawson Lewis Long Marshall Martin Mason McCarthy McDonald McKinney Miller Mitchell Moore Morgan Morris Murphy Murray Myers Nelson Nichols O'Brien O'Connor Olson Owens Palmer Parker Patterson Payne Perkins Perry Peters Peterson Phillips Porter Powell Price Quinn Reed Reynolds Rice Richardson Riley Roberts Robinson Rogers Rose Ross Russell Sanders Schmidt Schneider Scott Shaw Simmons Simpson Smith Snyder Spencer Stephens Stevens Stewart Stone Sullivan Taylor Thomas Thompson Tucker Turner Wagner Walker Wallace Ward Warren Washington Watkins Watson Weaver Webb Weber Wells West Wheeler White Williams Wilson Wood Woods Wright Young Smith-Jones",
  },
  {
    language: 'Spanish',
    code: 'es',
    weight: 1620,
    race: 'hispanic',
    doubleFamilyName: true,
    female:
      'Adriana Alejandra Alma Ana Andrea Ángela Araceli Belén Camila Carmen Carolina Catalina Cecilia Daniela Diana Elena Esmeralda Esperanza Fernanda Gabriela Guadalupe Inés Isabel Itzel Jimena Josefina Juana Julieta Leticia Lucía Luisa Luz Maite María Mariana Marisol Natalia Noemí Paola Patricia Paulina Pilar Raquel Renata Rocío Rosa Sofía Susana Teresa Valentina Valeria Verónica Ximena Yesenia',
    male: 'Adrián Alejandro Alfonso Álvaro Andrés Ángel Antonio Armando Arturo Benjamín Carlos César Cristian Daniel Diego Eduardo Emiliano Enrique Ernesto Esteban Felipe Fernando Francisco Gael Gerardo Guillermo Gustavo Héctor Hugo Ignacio Iván Javier Jesús Joaquín Jorge José Juan Julio Leonardo Luis Manuel Marco Mario Martín Mateo Matías Miguel Nicolás Óscar Pablo Pedro Rafael Ramón Raúl Ricardo Roberto Rodrigo Rubén Santiago Sebastián Sergio Tomás Vicente Víctor',
    family:
      'Acosta Aguilar Alvarado Álvarez Arroyo Ávila Ayala Barrera Beltrán Cabrera Calderón Campos Cárdenas Castillo Castro Cervantes Chávez Contreras Cordero Cortés Cruz Delgado Díaz Domínguez Escobar Espinoza Estrada Fernández Figueroa Flores Fuentes Gallegos García Gómez González Guerrero Gutiérrez Guzmán Hernández Herrera Ibarra Jiménez Juárez Lara León López Luna Maldonado Marín Márquez Martínez Medina Mejía Méndez Mendoza Molina Montes Morales Moreno Muñoz Navarro Núñez Ochoa Orozco Ortega Ortiz Pacheco Padilla Peña Peralta Pérez Quintero Ramírez Ramos Reyes Ríos Rivera Robles Rodríguez Rojas Romero Rosales Ruiz Salazar Sánchez Sandoval Santiago Santos Serrano Silva Solís Soto Suárez Torres Trujillo Valdez Valencia Vargas Vásquez Vega Velasco Villanueva Zamora Zúñiga',
  },
  {
    language: 'Vietnamese',
    code: 'vi',
    weight: 85,
    race: 'asian',
    female:
      'Anh Bích Châu Diệp Hạnh Hoa Hương Lan Linh Mai Ngọc Phương Thảo Thu Trang Tuyết Vân Yến',
    male: 'Bảo Cường Đạt Dũng Hiếu Hoàng Hùng Huy Khang Long Minh Nam Phong Phúc Quân Sơn Thành Tuấn',
    family: 'Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý',
  },
  {
    language: 'Chinese',
    code: 'zh',
    weight: 95,
    race: 'asian',
    female:
      'Ai Fang Hua Hui Jia Jing Lan Li Lian Lin Mei Min Na Qian Shan Ting Xia Xin Yan Ying Yue Zhen',
    male: 'Bin Bo Chao Cheng Feng Gang Hao Hong Jian Jie Jun Kai Lei Long Ming Peng Qiang Tao Wei Wen Yang Yong',
    family:
      'Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Lü Xie Tang Feng',
  },
  {
    language: 'Arabic',
    code: 'ar',
    weight: 110,
    race: 'white',
    female:
      'Aisha Amal Amina Dalia Fatima Hala Hanan Huda Iman Jamila Layla Maryam Nadia Noor Rania Salma Yasmin Zaynab',
    male: 'Abdullah Ahmad Ali Amir Bilal Faisal Hamza Hassan Hussein Ibrahim Jamal Karim Khalid Mahmoud Omar Rashid Tariq Yusuf',
    family:
      'Abbas Al-Amin Al-Hassan Al-Masri Aziz Darwish El-Sayed Farah Haddad Hakim Hamdan Ismail Khalil Khoury Mansour Nasser Qasim Rahman Saleh Shaheen',
  },
  {
    language: 'Somali',
    code: 'so',
    weight: 50,
    race: 'black',
    female:
      'Asha Ayaan Deeqa Fadumo Habiba Hibo Hodan Ifrah Khadra Ladan Nasteho Sahra Ubah Zamzam',
    male: 'Abdi Abdirahman Bashir Dahir Farhan Guled Ismail Liban Mahad Mohamed Mubarak Said Warsame Yasin',
    family:
      'Abdi Abdullahi Adan Ahmed Ali Aden Dirie Elmi Farah Guled Hassan Hersi Ibrahim Jama Mohamud Nur Omar Warsame Yusuf',
  },
  {
    language: 'Haitian Creole',
    code: 'ht',
    weight: 45,
    race: 'black',
    female:
      'Carline Darline Esther Fabiola Guerline Islande Judith Lovely Mirlande Nadège Rose-Marie Wideline Yolande',
    male: 'Emmanuel Frantz Gérard Jacques Jean-Claude Johnson Ketler Luckner Osner Reginald Stanley Wilner Woodson',
    family:
      'Augustin Baptiste Célestin Charles Desrosiers Dorvil Étienne Exantus François Jean Jean-Louis Joseph Lafleur Louissaint Paul Pierre Toussaint Vilsaint',
  },
  {
    language: 'Portuguese',
    code: 'pt',
    weight: 48,
    race: 'white',
    female:
      'Beatriz Bruna Conceição Débora Fernanda Inês Larissa Letícia Luana Manuela Mônica Rafaela Thaís Vitória',
    male: 'Antônio Bruno Caio Davi Fábio Gonçalo João Kauã Leandro Luís Matheus Murilo Thiago Vinícius',
    family:
      'Almeida Araújo Barbosa Cardoso Carvalho Costa Ferreira Gonçalves Lima Magalhães Oliveira Pereira Ribeiro Simões da~Silva de~Souza Teixeira',
  },
  {
    language: 'Hmong',
    code: null,
    weight: 38,
    race: 'asian',
    female: 'Bao Chee Gao-Nou Kalia Mai-Lee Maly Mee Nkauj Pa-Houa Pahoua Panyia See Sheng Yer',
    male: 'Chue Cheng Fue Kong Koua Long Meng Nhia Pao Pheng Tou Toua Vang Xeng',
    family: 'Chang Cha Fang Hang Her Kong Kue Lee Lor Moua Thao Vang Vue Xiong Yang',
  },
  {
    language: 'Korean',
    code: 'ko',
    weight: 28,
    race: 'asian',
    female: 'Eun-ji Hae-won Hana Ji-woo Min-ji Seo-yeon So-hee Soo-jin Yeon-hee Yuna',
    male: 'Dong-hyun Hyun-woo Jae-min Jin-ho Jun-seo Min-jun Sang-woo Seung-ho Tae-yang Young-soo',
    family:
      'Ahn Bae Cho Choi Han Hong Jang Jung Kang Kim Kwon Lim Noh Oh Park Ryu Seo Shin Song Yoon',
  },
  {
    language: 'Tagalog',
    code: 'tl',
    weight: 42,
    race: 'asian',
    female: 'Analyn Bituin Dalisay Jasmin Joy Ligaya Lovelyn Luningning Marites Rosalie Tala',
    male: 'Bayani Crisanto Danilo Dante Efren Jomar Kidlat Makisig Reynaldo Rodel Rommel',
    family:
      'Abad Aquino Bautista Cabrera Dela~Cruz De~Leon Dimaculangan Macaraeg Magsaysay Mangubat Ocampo Panganiban Reyes Salonga Santos Villanueva',
  },
  {
    language: 'Russian',
    code: 'ru',
    weight: 40,
    race: 'white',
    female:
      'Alina Anastasia Daria Ekaterina Galina Irina Ksenia Lyudmila Nadezhda Oksana Polina Svetlana Tatiana',
    male: 'Aleksei Andrei Boris Dmitri Fyodor Grigori Konstantin Maksim Mikhail Oleg Pavel Sergei Yuri',
    family:
      'Belov Fedorov Golubev Ivanov Kozlov Kuznetsov Lebedev Morozov Novikov Orlov Petrov Popov Smirnov Sokolov Volkov Zaitsev',
  },
  {
    language: 'Ukrainian',
    code: 'uk',
    weight: 26,
    race: 'white',
    female:
      'Bohdana Halyna Iryna Kateryna Khrystyna Lesia Mariia Nataliia Oksana Olena Solomiia Yaryna',
    male: 'Andrii Bohdan Danylo Ivan Mykola Oleksandr Ostap Petro Roman Taras Vasyl Yurii',
    family:
      'Bondarenko Boyko Kovalchuk Kovalenko Kravchenko Lysenko Marchenko Melnyk Moroz Polishchuk Savchenko Shevchenko Tkachenko',
  },
  {
    language: 'Hindi',
    code: 'hi',
    weight: 36,
    race: 'asian',
    female: 'Aditi Ananya Deepa Diya Isha Kavita Lakshmi Meera Nisha Pooja Priya Shreya Sunita',
    male: 'Aarav Ajay Anil Arjun Dev Ishaan Krishna Manish Nikhil Rahul Rohan Sanjay Vikram',
    family:
      'Agarwal Bhatt Chauhan Gupta Iyer Jain Joshi Kapoor Khanna Kumar Mehta Mishra Nair Patel Rao Sharma Verma',
  },
  {
    language: 'Panjabi',
    code: 'pa',
    weight: 18,
    race: 'asian',
    female: 'Amarjit Gurleen Harleen Harpreet Jasleen Kiranjot Manpreet Navdeep Simran',
    male: 'Amandeep Gurdeep Harjit Jaspreet Karanvir Manjit Parminder Ranjit Sukhdeep',
    family: 'Bains Dhaliwal Dhillon Gill Grewal Kaur Mann Sandhu Sidhu Singh Sohal Toor',
  },
  {
    language: 'Urdu',
    code: 'ur',
    weight: 22,
    race: 'asian',
    female: 'Alina Ayesha Bushra Hira Kiran Mahnoor Nida Rabia Saba Sana Zainab',
    male: 'Adnan Asad Danish Fahad Haris Imran Kamran Nadeem Saad Usman Zain',
    family:
      'Ahmed Akhtar Ansari Baig Butt Chaudhry Hashmi Hussain Iqbal Javed Malik Mirza Qureshi Raza Sheikh Siddiqui',
  },
  {
    language: 'Amharic',
    code: 'am',
    weight: 20,
    race: 'black',
    female: 'Abeba Aster Betelhem Eden Genet Hirut Meron Mulu Selam Tigist Tsehay',
    male: 'Abebe Bekele Biruk Dawit Fikru Getachew Kebede Mulugeta Solomon Tesfaye Yonas',
    family:
      'Abera Alemu Assefa Ayele Bekele Demissie Desta Gebre Girma Haile Kebede Mekonnen Negash Tadesse Wolde',
  },
  {
    language: 'Swahili',
    code: 'sw',
    weight: 24,
    race: 'black',
    female: 'Amani Bahati Furaha Imani Kesi Neema Pendo Rehema Subira Zawadi Zuri',
    male: 'Baraka Bakari Daudi Hamisi Juma Jabari Kito Mosi Rashidi Salehe Simba',
    family:
      "Bahati Habimana Kabongo Kasongo Lukusa Mbuyi Mugisha Mwangi Ndayizeye N'Diaye Ngoy Ntumba Nyirenda Otieno Tshibangu",
  },
  {
    language: 'French',
    code: 'fr',
    weight: 24,
    race: 'black',
    female:
      'Adèle Agnès Aminata Brigitte Chloé Éloïse Fanta Geneviève Hélène Mariama Noëlle Océane',
    male: 'Amadou Aurélien Benoît Émile François Ibrahima Jérôme Kofi Mamadou Moussa Théo Yves',
    family:
      "Bâ Bamba Camara Cissé Coulibaly Dembélé Diallo Diarra D'Almeida Fofana Keïta Konaté Lefèvre Mensah Sow Traoré",
  },
  {
    language: 'Nepali',
    code: 'ne',
    weight: 18,
    race: 'asian',
    female: 'Anjali Asmita Bina Gita Kabita Laxmi Manisha Puja Sabina Sita',
    male: 'Bikash Bishnu Dipesh Gopal Hari Nabin Prakash Ram Suman Tika',
    family:
      'Adhikari Acharya Bhattarai Chhetri Dahal Gurung Khadka Koirala Magar Poudel Rai Tamang Thapa',
  },
  {
    language: 'Bengali',
    code: 'bn',
    weight: 17,
    race: 'asian',
    female: 'Afroza Dipa Farzana Jannat Mitali Nasrin Rima Shila Sumaiya Taslima',
    male: 'Arif Habib Jahid Kamal Masud Rafiq Rubel Shakil Tanvir Zahid',
    family:
      'Ahmed Akter Banik Begum Chowdhury Das Hossain Islam Khatun Miah Rahman Sarkar Talukder Uddin',
  },
  {
    language: 'Farsi (Persian)',
    code: 'fa',
    weight: 22,
    race: 'white',
    female: 'Azadeh Fereshteh Golnaz Laleh Mahsa Nasrin Parisa Roya Setareh Shirin',
    male: 'Arash Behzad Dariush Farhad Kaveh Mehdi Navid Reza Siavash Zubair',
    family:
      'Ahmadi Ebrahimi Ghorbani Hashemi Hosseini Karimi Mohammadi Moradi Nazari Rahimi Rezaei Sadeghi Yousefi',
  },
  {
    language: 'Pashto',
    code: 'ps',
    weight: 14,
    race: 'white',
    female: 'Breshna Gulalai Khatera Malalai Palwasha Spozhmai Wagma Zarmina',
    male: 'Abdul Ajmal Fazal Gul Mirwais Noorullah Wali Zalmai',
    family: 'Achakzai Afridi Hotak Mangal Popal Sahak Stanikzai Wardak Zadran Zazai',
  },
  {
    language: 'Burmese',
    code: 'my',
    weight: 14,
    race: 'asian',
    female: 'Aye Khin May Moe Nwe Phyu Su Thandar Thiri Wai',
    male: 'Aung Htet Kyaw Min Myo Naing Thant Tun Win Zaw',
    family: 'Aung Hlaing Htoo Khaing Lwin Maung Myint Oo Soe Thein Tun Win',
  },
  {
    language: 'Karen',
    code: null,
    weight: 9,
    race: 'asian',
    female: 'Eh Ku Naw Paw Say Sher Wah',
    male: 'Htoo Kler Law Moo Poe Saw Taw',
    family: 'Doh Gay Htoo Htway Loo Moo Paw Shee Soe Wah',
  },
  {
    language: 'Marshallese',
    code: 'mh',
    weight: 8,
    race: 'mixed',
    female: 'Anmina Carlina Hertina Jabdor Lijon Neimon Rosina',
    male: 'Amram Benjo Hemity Jolan Kejon Lanwi Raymon',
    family: 'Aikne Anjain Batlok Debrum Jacklick Jibas Kabua Langrine Lometo Nashon',
  },
  {
    language: "K'iche'",
    code: null,
    weight: 7,
    race: 'hispanic',
    female: 'Catarina Ixchel Manuela Micaela Nikté Tomasa',
    male: 'Balam Diego Gaspar Ixbalan Sebastián Tomás',
    family: 'Ajanel Batz Calel Chávez Itzep Ixcoy Pérez Tum Tzoc Xiloj',
  },
  {
    language: 'American Sign Language',
    code: null,
    weight: 4,
    race: 'mixed',
    female: 'Audrey Claire Joy Marlee Robin Summer',
    male: 'Dale Everett Glenn Martin Ray Vernon',
    family: 'Bell Fields Holcomb Marsh Norwood Sawyer Whitfield',
  },
];

export function csvCell(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function plainLetters(text: string): string {
  return text
    .replaceAll(/[đĐ]/g, 'd')
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');
}

/** A tilde stands for a space inside one name. */
function nameParts(names: string): NamePart[] {
  return names.split(' ').map((name) => namePart(name.replaceAll('~', ' ').trim()));
}

function namePart(name: string): NamePart {
  return { csv: csvCell(name), plain: plainLetters(name) };
}

export const COMMUNITIES: readonly Community[] = SOURCES.map((source) => ({
  language: csvCell(source.language),
  code: source.code,
  weight: source.weight,
  race: source.race,
  doubleFamilyName: source.doubleFamilyName ?? false,
  female: nameParts(source.female),
  male: nameParts(source.male),
  family: nameParts(source.family),
}));

export const ENGLISH = 0;

export const NICKNAMES = 'Bo Ace Sunny Birdie Junior Buddy Coco Lulu'.split(' ');

export const PLACES =
  'Lakeview Cedar~Hollow Maple~Ridge Fairhaven Stonebrook Pine~Valley Riverbend Clearwater Prairie~Creek Silver~Falls Harborton Willow~Springs'
    .split(' ')
    .map((place) => place.replaceAll('~', ' '));

export const SCHOOL_FIRST =
  'Cedar Maple Oak Willow Birch Aspen Juniper Laurel Hazel Pine River Lake Spring Stone Meadow Prairie Valley Sunset Harbor Eagle Heron Falcon Fox Bear Deer Granite Copper Silver Golden Autumn'.split(
    ' ',
  );
export const SCHOOL_SECOND =
  'Creek Hill Grove Ridge Park Hollow Crossing View Glen Point Bend Springs Field Heights Landing Run Terrace Woods Bluff Haven'.split(
    ' ',
  );

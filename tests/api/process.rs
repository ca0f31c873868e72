//! The server as a process of its own: what it does with signals, with processor time, with ports that are taken.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::iter;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc as std_mpsc;
use std::thread;
use std::time::Duration;

use nutgraf::grpc::pb::analysis_service_client::AnalysisServiceClient;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio::task::{spawn_blocking, yield_now};
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use crate::admin::{gauge, metrics, wait_for};
use crate::harness::{STORY, analyze, streamed};

/// Long enough for anything that happens at all.
const PATIENCE: Duration = Duration::from_secs(60);

const BINARY: &str = env!("CARGO_BIN_EXE_nutgraf");

/// `nutgraf serve` on a free port; killed when it is dropped.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
    lines: std_mpsc::Receiver<String>,
}

impl Process {
    /// Starts it, and reads its log until it says where it listens.
    pub fn start(args: &[&str]) -> Process {
        Process::started_by(Command::new(BINARY), args)
    }

    /// The same in a shell that has run `before`.
    fn start_after(before: &str, args: &[&str]) -> Process {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!(r#"{before}; exec "$0" "$@""#), BINARY]);
        Process::started_by(shell, args)
    }

    fn started_by(command: Command, args: &[&str]) -> Process {
        let (mut process, log) = Process::unread(command, args);
        process.read(log);
        process
    }

    /// Reads its log from now on.
    fn read(&mut self, log: BufReader<ChildStderr>) {
        let (sender, lines) = std_mpsc::channel();
        thread::spawn(move || {
            let read = log.lines().map_while(Result::ok);
            read.take_while(|line| sender.send(line.clone()).is_ok())
                .for_each(drop);
        });
        self.lines = lines;
    }

    /// The same with a log of which nobody reads more than where it listens.
    fn unread(mut command: Command, args: &[&str]) -> (Process, BufReader<ChildStderr>) {
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        let mut log = BufReader::new(child.stderr.take().expect("it is piped"));
        let process = Process {
            address: address_in(&mut log, "listening"),
            child,
            lines: std_mpsc::channel().1,
        };
        (process, log)
    }

    async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).expect("a URI");
        endpoint.connect().await.expect("it listens")
    }

    /// A client on a connection of its own.
    pub async fn analyses(&self) -> AnalysisServiceClient<Channel> {
        AnalysisServiceClient::new(self.channel().await)
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id() as i32).expect("a process id");
        kill_process(pid, signal).expect("it runs");
    }

    /// Waits until it logs `message`; gives the line.
    pub fn logged(&self, message: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("it is logged");
            if line.contains(message) {
                return line;
            }
        }
    }

    /// Waits until it ends; gives its exit status and the rest of its log.
    pub async fn ended(mut self) -> (ExitStatus, Vec<String>) {
        let waited = spawn_blocking(move || {
            let status = self.child.wait().expect("it was not waited for before");
            (status, self.lines.iter().collect())
        });
        timeout(PATIENCE, waited)
            .await
            .expect("it ends")
            .expect("no panic")
    }

    /// Processor time that it has used, in clock ticks.
    fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("it runs");
        let (_, fields) = stat.rsplit_once(')').expect("a name in parentheses");
        let ticks = fields.split_whitespace().skip(11).take(2);
        ticks
            .map(|ticks| ticks.parse::<u64>().expect("a number"))
            .sum()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address in the next line of `log` with that message.
fn address_in(log: &mut impl BufRead, message: &str) -> SocketAddr {
    loop {
        let mut line = String::new();
        log.read_line(&mut line).expect("UTF-8");
        let line: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
        if line["message"] == message {
            let address = line["address"].as_str().expect("an address").parse();
            return address.expect("an address");
        }
    }
}

/// A pipe at `path`, which whoever opens it for writing waits for a reader of.
fn make_pipe(path: &Path) -> io::Result<()> {
    let made = Command::new("mkfifo").arg(path).status()?;
    made.success()
        .then_some(())
        .ok_or(io::ErrorKind::Other.into())
}

/// Gives `text` to the next reader of the pipe at `path`, with another pipe there for the one after: nobody else can
/// write to the first, so that it ends for its reader.
fn give(path: &Path, text: &str) -> io::Result<()> {
    let mut pipe = File::options().write(true).open(path)?;
    fs::remove_file(path)?;
    make_pipe(path)?;
    pipe.write_all(text.as_bytes())
}

/// A file that is read twice may have been emptied, or be another one, by the second time. This one is a pipe that
/// nobody fills again.
#[tokio::test]
async fn files_are_read_once_before_the_server_says_that_it_listens() {
    let directory = TempDir::new().expect("a writable temporary directory");
    let path = directory.path().join("tokens.txt");
    make_pipe(&path).expect("mkfifo runs");
    let line = format!("crawler {}\n", "0".repeat(64));
    let tokens = path.to_string_lossy().into_owned();
    let giving = thread::spawn(move || give(&path, &line));
    let process = Process::start(&["--auth-tokens", &tokens]);
    giving.join().expect("no panic").expect("it was read");
    let call = async {
        process
            .analyses()
            .await
            .analyze_article(analyze(STORY))
            .await
    };
    let answer = timeout(PATIENCE, call).await.expect("it serves");
    assert_eq!(
        answer.expect_err("a token is needed").code(),
        Code::Unauthenticated
    );
}

/// A pipe holds 64 KiB; the lines of so many calls have twice as many, and the texts of the others more than may wait.
#[tokio::test]
async fn a_log_that_nobody_reads_holds_up_no_call_and_no_end() {
    let admin = "127.0.0.1:0";
    let args = [
        "--log",
        "debug",
        "--log-article-text",
        "true",
        "--admin-listen",
        admin,
    ];
    let (mut process, mut log) = Process::unread(Command::new(BINARY), &args);
    let admin = address_in(&mut log, "listening for metrics and health");
    let calls = async {
        let mut health = HealthClient::new(process.channel().await);
        for _ in 0..500 {
            let status = health.check(HealthCheckRequest::default()).await;
            status.expect("health needs no log");
        }
        let mut client = process.analyses().await;
        for _ in 0..4 {
            let answer = client.analyze_article(analyze(&STORY.repeat(700))).await;
            answer.expect("nor do calls");
        }
    };
    timeout(PATIENCE, calls)
        .await
        .expect("nobody waits for the log");
    let lost = gauge(&metrics(admin).await, "nutgraf_log_lines_lost_total");
    assert!(lost > 0.0, "{lost}");
    process.read(log);
    let mut lines = Vec::new();
    while !lines
        .iter()
        .any(|line: &String| line.contains("lines are missing here"))
    {
        lines.push(process.lines.recv_timeout(PATIENCE).expect("it is told"));
    }
    process.signal(Signal::TERM);
    let (status, rest) = process.ended().await;
    assert_eq!(status.code(), Some(0));
    lines.extend(rest);
    let count = |what: &str| lines.iter().filter(|line| line.contains(what)).count();
    let texts = count("\"message\":\"article\"");
    assert!(
        count("\"path\":\"/grpc.health.v1.Health/Check\"") == 500 && texts < 4,
        "{texts}"
    );

    let (process, _log) = Process::unread(Command::new(BINARY), &args);
    let mut client = process.analyses().await;
    let answer = client.analyze_article(analyze(&STORY.repeat(700))).await;
    answer.expect("an answer");
    process.signal(Signal::TERM);
    let (status, _) = process.ended().await;
    assert_eq!(status.code(), Some(0));
}

/// Each thread has a stack of 2 MiB.
#[test]
fn a_server_that_may_not_have_its_threads_says_so_and_ends() {
    let mut shell = Command::new("sh");
    let serve = r#"ulimit -v 1000000; exec "$0" serve --listen 127.0.0.1:0 --workers 1024"#;
    let output = shell.args(["-c", serve, BINARY]).output().expect("sh runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.starts_with("nutgraf: cannot have 2052 threads: "),
        "{told}"
    );
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn a_variable_that_is_no_setting_is_logged_at_the_start() {
    let process = Process::start_after("export NUTGRAF_MAX_STREAM=3", &[]);
    let line = process.logged("is no setting");
    assert!(
        line.contains("NUTGRAF_MAX_STREAMS?") && line.contains("WARN"),
        "{line}"
    );
}

/// The key is a pipe, which gives another one with every look: nothing here depends on when the server looks.
#[tokio::test]
async fn a_start_in_the_middle_of_a_change_of_certificates_succeeds() {
    let directory = TempDir::new().expect("a writable temporary directory");
    let path = |name| directory.path().join(name);
    let own =
        || rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let (old, new) = (own().signing_key.serialize_pem(), own());
    fs::write(path("cert.pem"), new.cert.pem()).expect("it is writable");
    make_pipe(&path("key.pem")).expect("mkfifo runs");
    let (pipe, new) = (path("key.pem"), new.signing_key.serialize_pem());
    thread::spawn(move || {
        let keys = iter::once(old).chain(iter::repeat(new));
        keys.map(|key| give(&pipe, &key))
            .take_while(Result::is_ok)
            .for_each(drop);
    });
    let names = ["cert.pem", "key.pem"].map(|name| path(name).to_string_lossy().into_owned());
    let process = Process::start(&["--tls-cert", &names[0], "--tls-key", &names[1]]);
    process.signal(Signal::TERM);
    let (status, log) = process.ended().await;
    assert!(status.success(), "{status}: {log:?}");
}

#[tokio::test]
async fn a_signal_ends_it_in_order_and_work_that_was_taken_on_is_done() {
    let process = Process::start(&["--shutdown-delay", "1s", "--drain", "60s"]);
    let mut health = HealthClient::new(process.channel().await);
    let watch = health.watch(HealthCheckRequest::default()).await;
    let mut watch = watch.expect("a watch").into_inner();
    let first = watch.message().await.expect("no error").expect("a message");
    assert_eq!(first.status(), ServingStatus::Serving);
    let mut client = process.analyses().await;
    let (sender, receiver) = mpsc::channel(1);
    let answers = client.stream_analyze_articles(ReceiverStream::new(receiver));
    let mut answers = answers.await.expect("a stream").into_inner();

    process.signal(Signal::TERM);
    let told = timeout(PATIENCE, watch.message())
        .await
        .expect("it says so");
    let told = told.expect("no error").expect("a message");
    assert_eq!(told.status(), ServingStatus::NotServing);
    let answer = client.analyze_article(analyze(STORY)).await;
    answer.expect("balancers still send calls, on open connections");
    let answer = process
        .analyses()
        .await
        .analyze_article(analyze(STORY))
        .await;
    answer.expect("and on new ones");
    let ended = timeout(PATIENCE, watch.message())
        .await
        .expect("the delay passes");
    assert_eq!(ended.expect_err("the watch ends").code(), Code::Unavailable);

    sender
        .send(streamed(analyze(STORY)))
        .await
        .expect("the stream is open");
    assert!(answers.message().await.expect("it goes on").is_some());
    drop(sender);
    assert!(answers.message().await.expect("it ends well").is_none());
    let (status, log) = process.ended().await;
    assert_eq!(status.code(), Some(0), "{log:?}");
}

/// Other servers read their files again then; one that ended would be an outage with every new certificate.
#[tokio::test]
async fn hanging_up_ends_nothing() {
    let process = Process::start(&[]);
    process.signal(Signal::HUP);
    process.logged("SIGHUP changes nothing");
    let answered = process
        .analyses()
        .await
        .analyze_article(analyze(STORY))
        .await;
    answered.expect("it goes on");
}

/// Callers are told the limit on texts, and a message has more than its text.
#[tokio::test]
async fn messages_without_room_for_a_text_are_warned_of() {
    const WARNING: &str = "have no room for texts of max_text_bytes 1048576";
    for (most, is_warned) in [("1048576", true), ("1048577", false)] {
        let process = Process::start(&["--max-message-bytes", most]);
        process.signal(Signal::TERM);
        let (_, log) = process.ended().await;
        let warned = log.iter().any(|line| line.contains(WARNING));
        assert_eq!(warned, is_warned, "{most}: {log:?}");
    }
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let process = Process::start(&["--drain", "1h"]);
    let mut client = process.analyses().await;
    let open = client
        .stream_analyze_articles(tokio_stream::pending())
        .await;
    let _open = open.expect("a stream that never ends");
    process.signal(Signal::INT);
    let told = |line: &String| line.contains("asked to stop");
    while !process
        .lines
        .recv_timeout(PATIENCE)
        .as_ref()
        .is_ok_and(told)
    {}
    process.signal(Signal::TERM);
    let (status, log) = process.ended().await;
    assert_eq!(status.code(), Some(130), "{log:?}");
}

/// Processor time is compared with processor time of the same process, so that it does not matter how
/// fast or how busy the machine is.
#[tokio::test]
async fn work_that_nobody_waits_for_any_more_stops() {
    let process = Process::start(&["--workers", "2"]);
    let mut client = process.analyses().await;
    let request = analyze(&STORY.repeat((1 << 20) / STORY.len()));
    let idle = process.ticks();
    let answer = client.analyze_article(request.clone()).await;
    answer.expect("an answer without a deadline");
    let whole = process.ticks() - idle;

    let before = process.ticks();
    for _ in 0..5 {
        let mut hurried = Request::new(request.clone());
        hurried.set_timeout(Duration::from_millis(5));
        // tonic's client gives up by itself, too.
        let code = client
            .analyze_article(hurried)
            .await
            .map_err(|status| status.code());
        assert!(
            matches!(code, Err(Code::DeadlineExceeded | Code::Cancelled)),
            "{code:?}"
        );
    }
    // A call that comes after them finds the places on the pool free.
    let answer = client.analyze_article(request).await;
    answer.expect("an answer without a deadline");
    let all = process.ticks() - before;
    assert!(
        all < 3 * whole,
        "5 calls given up and a whole one took {all} ticks, a whole one {whole}"
    );
}

#[tokio::test]
async fn a_taken_default_admin_port_is_no_hindrance_and_one_that_was_asked_for_is() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.args([
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--admin-listen",
        &address,
    ]);
    let output = command.output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        String::from_utf8_lossy(&output.stderr).contains(&address),
        "{output:?}"
    );
    // One of two processes has the default port, or somebody else has it: both serve.
    let (one, two) = (Process::start(&[]), Process::start(&[]));
    for process in [&one, &two] {
        let answer = process
            .analyses()
            .await
            .analyze_article(analyze(STORY))
            .await;
        answer.expect("an answer");
    }
    let none = Process::start(&["--admin-listen", "none"]);
    let answer = none.analyses().await.analyze_article(analyze(STORY)).await;
    answer.expect("an answer");
}

#[tokio::test]
async fn as_many_files_may_be_open_as_the_system_allows_and_too_few_are_told() {
    const TOO_FEW: &str = "fewer files may be open";
    for (most, told) in [("1000", false), ("2000", true)] {
        let args = ["--admin-listen", "127.0.0.1:0", "--max-connections", most];
        let process = Process::start_after("ulimit -Sn 256; ulimit -Hn 1500", &args);
        let line = process.logged("listening for metrics and health");
        let line: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
        let admin = line["address"].as_str().expect("an address").parse();
        let metrics = metrics(admin.expect("an address")).await;
        assert_eq!(gauge(&metrics, "process_max_fds"), 1500.0);
        let limit = gauge(&metrics, "nutgraf_connections_limit");
        assert_eq!(limit, if told { 1372.0 } else { 1000.0 });
        process.signal(Signal::TERM);
        let (_, log) = process.ended().await;
        let warned = log.iter().any(|line| line.contains(TOO_FEW));
        assert_eq!(warned, told, "{most} connections: {log:?}");
    }
}

#[tokio::test]
async fn connections_leave_files_for_the_admin_port() {
    let args = ["--admin-listen", "127.0.0.1:0"];
    let process = Process::start_after("ulimit -n 64", &args);
    let line = process.logged("listening for metrics and health");
    let line: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
    let admin = line["address"].as_str().expect("an address").parse();
    let admin = admin.expect("an address");
    let connect = || TcpStream::connect(process.address).expect("the system takes it");
    let _idle: Vec<TcpStream> = iter::repeat_with(connect).take(64).collect();
    wait_for(admin, "nutgraf_connections 32").await;
}

/// `nutgraf serve 2>&1 | head -1` is over when the first line is there.
#[tokio::test]
async fn it_serves_though_nobody_reads_what_it_says() {
    // It cannot say where it listens: an address of its own, with a port that no connection begins from.
    let [.., high, low] = std::process::id().to_be_bytes();
    let address = SocketAddr::from(([127, 200, high, low.max(1)], 20051));
    for format in ["human", "json"] {
        let mut command = Command::new(BINARY);
        command
            .args(["serve", "--admin-listen", "none", "--log", "debug"])
            .args(["--log-format", format, "--listen", &address.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        drop(child.stderr.take());
        let endpoint = Endpoint::from_shared(format!("http://{address}")).expect("a URI");
        let channel = loop {
            let ended = child.try_wait().expect("it is our child");
            assert_eq!(ended, None, "{format}");
            if let Ok(channel) = endpoint.connect().await {
                break channel;
            }
            yield_now().await;
        };
        let mut client = AnalysisServiceClient::new(channel);
        for _ in 0..2 {
            let answer = client.analyze_article(analyze(STORY)).await;
            answer.expect("an answer");
        }
        child.kill().expect("it runs");
        child.wait().expect("it ends");
    }
}

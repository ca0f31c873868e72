// Summarizes and tags the example article on a running server: go run . [HOST:PORT].
//
// The client is generated once, here in examples/go:
//
//	go install google.golang.org/protobuf/cmd/protoc-gen-go@latest
//	go install google.golang.org/grpc/cmd/protoc-gen-go-grpc@latest
//	M=nutgraf.example/client/nutgrafv1
//	protoc -I ../../proto -I ../../third_party/googleapis --go_out=. --go-grpc_out=. \
//	    --go_opt=module=nutgraf.example/client --go-grpc_opt=module=nutgraf.example/client \
//	    $(for f in ../../proto/nutgraf/v1/*.proto; do f=nutgraf/v1/${f##*/}; echo --go_opt=M$f=$M --go-grpc_opt=M$f=$M; done) \
//	    ../../proto/nutgraf/v1/*.proto
//	go mod init nutgraf.example/client && go mod tidy
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/health" // or the health checks of the service config are ignored
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/status"

	pb "nutgraf.example/client/nutgrafv1"
)

func main() {
	address := "127.0.0.1:50051"
	if len(os.Args) > 1 {
		address = os.Args[1]
	}
	if err := run(address); err != nil {
		log.Fatalf("%s: %s", status.Code(err), status.Convert(err).Message())
	}
}

func run(address string) error {
	config, err := os.ReadFile("../service-config.json")
	if err != nil {
		return err
	}
	example, err := readExample("../article.json")
	if err != nil {
		return err
	}
	channel, err := grpc.NewClient(
		address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(string(config)),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 30 * time.Second, Timeout: 10 * time.Second}),
	)
	if err != nil {
		return err
	}
	defer channel.Close()

	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	two := int32(2)
	analysis, err := pb.NewAnalysisServiceClient(channel).AnalyzeArticle(ctx, &pb.AnalyzeArticleRequest{
		Article: example,
		Summary: &pb.SummaryOptions{MaxSentences: &two},
	})
	if err != nil {
		return err
	}

	text := []rune(example.Text) // offsets count code points
	for _, sentence := range analysis.Sentences {
		if string(text[sentence.GetBegin():sentence.GetEnd()]) != sentence.Text {
			return fmt.Errorf("sentence %d is not where it says", sentence.GetIndex())
		}
		fmt.Printf("%.2f  %s\n", sentence.GetScore(), sentence.Text)
	}
	var tags []string
	for _, tag := range analysis.Tags {
		tags = append(tags, tag.Text)
	}
	fmt.Println("tags:", strings.Join(tags, ", "))
	return nil
}

func readExample(path string) (*pb.Article, error) {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var example struct{ Article struct{ Title, Text string } }
	if err := json.Unmarshal(bytes, &example); err != nil {
		return nil, err
	}
	return &pb.Article{Title: example.Article.Title, Text: example.Article.Text}, nil
}
